package dev.outrider.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrider.result.Outcome;
import dev.outrider.result.Outcome.Fault;
import dev.outrider.result.Outcome.Trouble;
import dev.outrider.run.http.RawServer;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.TCPSSLOptions;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each protocol shows the client certificate that the environment names, and a server that does not take it says nothing of itself. */
final class PapersTest {
    private static final Vertx VERTX = Vertx.vertx(Runner.options());
    private static final String REACH =
            "hosts: { localhost: { ca: file:ca.pem, certificate: file:canary.pem, key: file:canary.key } }\n";

    @TempDir
    private static Path folder;

    private static Shop shop;
    private static Path own;
    private static Path other;

    @BeforeAll
    static void open() throws Exception {
        Peers.need("/usr/bin/openssl");
        shop = new Shop(VERTX);
        own = Files.createDirectories(folder.resolve("team-shop"));
        other = Files.createDirectories(folder.resolve("other"));
        Authority.in(own).signs("canary", "DNS:canary.example").signs("local", "DNS:localhost");
        Authority.in(other);
    }

    @AfterAll
    static void stop() {
        if (shop != null) {
            shop.close();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ GET: \"https://localhost:WEB/\" }",
                "{ ws: { url: \"wss://localhost:WEB/\", receive: 1 } }",
                "{ tls: \"localhost:LINE\", expect: tls.trusted }",
                "{ tcp: { address: \"localhost:LINE\", tls: true }, expect: tcp.text.startsWith('220 CN=canary') }"
            })
    void it_is_shown(String step) {
        assertThat(outcome(step, own, "TLSv1.3")).isEqualTo(new Outcome.Passed());
        assertThat(outcome(step, own, "TLSv1.2")).isEqualTo(new Outcome.Passed());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ GET: \"https://localhost:WEB/\" }",
                "{ ws: { url: \"wss://localhost:WEB/\", receive: 1 } }",
                "{ tcp: { address: \"localhost:LINE\", tls: true }, expect: tcp.text != '' }"
            })
    void one_that_is_refused_is_our_trouble(String step) {
        // In TLS 1.3 a server may hang up before its refusal was read, which is then told as what it looks like.
        assertThat(outcome(step, other, "TLSv1.2")).isInstanceOfSatisfying(Outcome.Errored.class, error -> {
            assertThat(error.trouble()).isEqualTo(Trouble.CERTIFICATE);
            assertThat(error.detail())
                    .matches(
                            "the client certificate for localhost:\\d+ \\(CN=canary\\) was refused: .*(sent the alert \\w+|hung up when it was shown).*");
        });
    }

    @Test
    void a_server_that_hangs_up_without_having_asked_for_it_is_at_fault() throws Exception {
        NetServerOptions unasking = (NetServerOptions) secured(new NetServerOptions(), own, "TLSv1.2");
        var line = VERTX.createNetServer(unasking.setClientAuth(ClientAuth.NONE))
                .connectHandler(socket -> {})
                .listen(0, "127.0.0.1")
                .await();
        RawServer.Behaviour firstFlight = talk -> {
            byte[] flight = new byte[16 << 10];
            byte[] head = talk.bytes(5);
            try (Socket server = new Socket(InetAddress.getLoopbackAddress(), line.actualPort())) {
                server.getOutputStream().write(head);
                server.getOutputStream().write(talk.bytes(ByteBuffer.wrap(head).getShort(3)));
                talk.say(Arrays.copyOf(flight, server.getInputStream().read(flight)));
            }
        };
        RunSettings settings =
                RunSettings.DEFAULT.withStarved(Duration.ofSeconds(30)).withSecrets(folder);
        try (RawServer dying = RawServer.that(firstFlight);
                Runner runner = new Runner(VERTX, settings, InstantSource.system(), new Random(1))) {
            Ride ride = new Ride(VERTX, shop).reaching(REACH);
            String step = "steps:\n  - { tls: \"localhost:%d\" }\n".formatted(dying.port());
            assertThat(ride.run(runner, ride.compiled(step)).outcome())
                    .isInstanceOfSatisfying(
                            Outcome.Failed.class,
                            failed -> assertThat(failed.fault()).isEqualTo(Fault.TLS));
        } finally {
            line.close().await();
        }
    }

    private static Outcome outcome(String step, Path trusts, String protocol) {
        var web = VERTX.createHttpServer((HttpServerOptions) secured(new HttpServerOptions(), trusts, protocol))
                .requestHandler(request -> request.response().end("in"))
                .webSocketHandler(socket -> socket.writeTextMessage("in"))
                .listen(0, "127.0.0.1")
                .await();
        var line = VERTX.createNetServer((NetServerOptions) secured(new NetServerOptions(), trusts, protocol))
                .connectHandler(socket -> {
                    try {
                        var shown = socket.sslSession().getPeerPrincipal();
                        var _ = socket.write("220 " + shown + "\r\n");
                    } catch (javax.net.ssl.SSLPeerUnverifiedException nobody) {
                        var _ = socket.write("500 who are you\r\n");
                    }
                })
                .listen(0, "127.0.0.1")
                .await();
        RunSettings settings =
                RunSettings.DEFAULT.withStarved(Duration.ofSeconds(30)).withSecrets(folder);
        try (Runner runner = new Runner(VERTX, settings, InstantSource.system(), new Random(1))) {
            Ride ride = new Ride(VERTX, shop).reaching(REACH);
            String steps = "steps:\n  - "
                    + step.replace("WEB", "" + web.actualPort()).replace("LINE", "" + line.actualPort()) + "\n";
            return ride.run(runner, ride.compiled(steps)).outcome();
        } finally {
            web.close().await();
            line.close().await();
        }
    }

    private static TCPSSLOptions secured(NetServerOptions options, Path trusts, String protocol) {
        return options.setSsl(true)
                .setKeyCertOptions(new PemKeyCertOptions()
                        .addCertPath(own.resolve("local.pem").toString())
                        .addKeyPath(own.resolve("local.key").toString()))
                .setTrustOptions(new PemTrustOptions()
                        .addCertPath(trusts.resolve("ca.pem").toString()))
                .setClientAuth(ClientAuth.REQUIRED)
                .setEnabledSecureTransportProtocols(Set.of(protocol));
    }
}
