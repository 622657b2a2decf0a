package dev.outrider.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrider.journey.Journey;
import dev.outrider.result.Cause;
import dev.outrider.result.Outcome;
import dev.outrider.result.RunId;
import dev.outrider.result.RunResult;
import dev.outrider.run.Keep;
import dev.outrider.run.RunRequest;
import dev.outrider.run.RunSettings;
import dev.outrider.run.Runner;
import dev.outrider.run.http.Keys;
import dev.outrider.run.http.RawServer;
import dev.outrider.run.net.NameServer;
import dev.outrider.script.Compiled;
import dev.outrider.script.Compiler;
import dev.outrider.script.Sources;
import io.grpc.Server;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped example of what is not HTTP, against servers that speak it. */
final class ProtocolsTest {
    private static final Path EXAMPLES =
            Path.of(System.getProperty("outrider.root", ".."), "probes/examples/protocols");

    private final Vertx vertx = Vertx.vertx(Runner.options().setEventLoopPoolSize(1));

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void every_check_passes(@TempDir Path folder) throws Exception {
        Keys keys = Keys.in(folder);
        HealthStatusManager health = new HealthStatusManager();
        health.setStatus("shop.Stock", ServingStatus.SERVING);
        Server stock = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .addService(health.getHealthService())
                .build()
                .start();
        HttpServer live = chat();
        RunSettings settings =
                RunSettings.DEFAULT.withAuthorities(keys.certificate()).withStarved(Duration.ofMinutes(1));
        try (NameServer names = new NameServer()
                        .knows("example.com", "MX", NameServer.data(10, NameServer.name("mail.example.com")));
                RawServer mail = mail(keys);
                Runner runner = new Runner(vertx, settings, InstantSource.system(), new Random(1))) {
            Compiled.Ready ready = compiled(Map.of(
                    "mail.example.com:25",
                    "127.0.0.1:" + mail.port(),
                    "mail_name: mail.example.com",
                    "mail_name: localhost",
                    "198.51.100.53:53",
                    names.address(),
                    "wss://live.example.com",
                    "ws://127.0.0.1:" + live.actualPort(),
                    "stock.internal:50051",
                    "127.0.0.1:" + stock.getPort(),
                    "gw.example.com",
                    "127.0.0.1"));
            for (Journey check : ready.journeys()) {
                Outcome outcome =
                        runner.run(check, ready.environment(), request(check)).outcome();
                // Pings may not be allowed here.
                String allowed = check.id().endsWith("gateway-answers") ? "pass|error" : "pass";
                assertThat(outcome.word()).as("%s: %s", check.id(), outcome).matches(allowed);
            }
        } finally {
            stock.shutdownNow();
        }
    }

    private HttpServer chat() {
        return vertx.createHttpServer()
                .webSocketHandler(socket -> socket.textMessageHandler(text -> socket.writeTextMessage(
                        text.contains("hello") ? "{\"session\":\"s-1\"}" : text.contains("s-1") ? "joined" : "who?")))
                .listen(0, "127.0.0.1")
                .await();
    }

    private static RawServer mail(Keys keys) throws Exception {
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(keys.managers().getKeyManagers(), null, null);
        return RawServer.that(talk -> {
            talk.say("220 mail\r\n");
            talk.line();
            talk.say("250 STARTTLS\r\n");
            talk.line();
            talk.say("220 begin\r\n");
            talk.answerBy(tls, "250-mail\r\n250 HELP\r\n", "221 bye\r\n");
        });
    }

    private static Compiled.Ready compiled(Map<String, String> here) throws Exception {
        Map<String, String> files = new java.util.HashMap<>(Sources.of(EXAMPLES).files());
        String environment = files.get("environments/edge.yaml");
        for (Map.Entry<String, String> each : here.entrySet()) {
            environment = environment.replace(each.getKey(), each.getValue());
        }
        files.put("environments/edge.yaml", environment);
        return switch (Compiler.compile(new Sources(files), "edge.checks.yaml", Optional.of("edge"))) {
            case Compiled.Ready ready -> ready;
            case Compiled.Rejected(var problems) -> throw new IllegalStateException(problems.toString());
        };
    }

    private static RunRequest request(Journey check) {
        RunResult.Key key = new RunResult.Key(
                check.id(), "edge", "eu-west", InstantSource.system().instant(), Cause.MANUAL);
        return new RunRequest(key, RunId.of(key.slot(), new Random(1)), "", "test", 0, 1, Duration.ZERO, Keep.NEVER);
    }
}
