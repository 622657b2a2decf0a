package dev.outrider.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrider.result.Outcome;
import dev.outrider.result.Outcome.Fault;
import dev.outrider.result.RunResult;
import dev.outrider.run.http.Keys;
import dev.outrider.run.http.RawServer;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The health of real gRPC servers. */
final class GrpcTest {
    private static final Vertx VERTX = Vertx.vertx(Runner.options());
    private static final Metadata.Key<String> MOOD = Metadata.Key.of("mood", Metadata.ASCII_STRING_MARSHALLER);

    @TempDir
    static Path folder;

    private static final HealthStatusManager health = new HealthStatusManager();
    private static Keys keys;
    private static Server plain;
    private static Server secure;
    private static Server without;
    private static Shop shop;

    @BeforeAll
    static void open() throws Exception {
        keys = Keys.in(folder);
        health.setStatus("shop.Cart", ServingStatus.SERVING);
        health.setStatus("shop.Pay", ServingStatus.NOT_SERVING);
        plain = builder().addService(health.getHealthService()).build().start();
        secure = builder()
                .sslContext(GrpcSslContexts.configure(SslContextBuilder.forServer(keys.managers()), SslProvider.JDK)
                        .build())
                .addService(health.getHealthService())
                .build()
                .start();
        without = builder().build().start();
        shop = new Shop(VERTX);
    }

    private static NettyServerBuilder builder() {
        return NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .intercept(new Moody());
    }

    @AfterAll
    static void stop() {
        plain.shutdownNow();
        secure.shutdownNow();
        without.shutdownNow();
        shop.close();
    }

    /** Refuses with the mood that a caller asks for. */
    private static final class Moody implements ServerInterceptor {
        @Override
        public <Q, A> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
            String mood = headers.get(MOOD);
            if (mood == null) {
                return next.startCall(call, headers);
            }
            call.close(Status.fromCode(Status.Code.valueOf(mood)).withDescription("drüben 50%"), new Metadata());
            return new ServerCall.Listener<>() {};
        }
    }

    @Test
    void a_server_and_its_services_say_how_they_are() {
        RunResult result = run("""
                steps:
                  - grpc: { address: "127.0.0.1:%1$d", plain: true }
                    expect: grpc.status == 'SERVING' && grpc.code == 0 && grpc.message == ''
                  - grpc: { address: "127.0.0.1:%1$d", plain: true, service: shop.Cart }
                  - grpc: { address: "127.0.0.1:%1$d", plain: true, service: shop.Pay }
                    expect: grpc.status == 'NOT_SERVING'
                  - grpc: { address: "127.0.0.1:%1$d", plain: true, service: shop.Gone }
                    expect: grpc.status == 'SERVICE_UNKNOWN' && grpc.code == 5
                """.formatted(plain.getPort()));
        assertThat(result.outcome()).isEqualTo(new Outcome.Passed());
        assertThat(result.steps().get(1).request()).contains("grpc 127.0.0.1:" + plain.getPort() + " plain shop.Cart");
    }

    @Test
    void what_does_not_serve_fails_without_an_expectation() {
        assertThat(ask("shop.Pay", plain))
                .isEqualTo(
                        new Outcome.Failed(Fault.STATUS, at(plain) + " says that the service shop.Pay is NOT_SERVING"));
        assertThat(ask("shop.Gone", plain))
                .isEqualTo(new Outcome.Failed(
                        Fault.STATUS,
                        at(plain)
                                + " knows no health of the service shop.Gone (NOT_FOUND: unknown service shop.Gone)"));
    }

    @Test
    void a_server_without_the_health_service_is_told_so() {
        assertThat(ask("", without)).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.fault()).isEqualTo(Fault.STATUS);
            assertThat(failed.detail())
                    .startsWith(at(without) + " has no health service: grpc.health.v1.Health is UNIMPLEMENTED");
        });
    }

    @Test
    void metadata_goes_along_and_a_refusal_is_told_by_its_name() {
        String step = """
                steps:
                  - grpc: { address: "127.0.0.1:%d", plain: true, headers: { mood: UNAVAILABLE } }
                    expect: %s
                """;
        assertThat(run(step.formatted(plain.getPort(), "grpc.status == 'SERVING'"))
                        .outcome())
                .isEqualTo(new Outcome.Failed(Fault.STATUS, at(plain) + " answers UNAVAILABLE: drüben 50%"));
        assertThat(run(step.formatted(plain.getPort(), "grpc.code == 14 && grpc.message == 'drüben 50%'"))
                        .outcome())
                .isEqualTo(new Outcome.Passed());
    }

    @Test
    void tls_is_verified_as_for_a_customer() {
        String step =
                "steps: [{ grpc: { address: \"localhost:%d\", service: shop.Cart }, expect: timing.tls > duration('0s') }]"
                        .formatted(secure.getPort());
        assertThat(new Ride(VERTX, shop).trusting(keys.certificate()).run(step).outcome())
                .isEqualTo(new Outcome.Passed());
        assertThat(run(step).outcome())
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.fault()).isEqualTo(Fault.TLS));
    }

    @Test
    void who_speaks_something_else_is_told_so() throws Exception {
        HttpServer pages = VERTX.createHttpServer()
                .requestHandler(request -> request.response()
                        .putHeader("content-type", "text/html")
                        .end("hello"))
                .listen(0, "127.0.0.1")
                .await();
        assertThat(run(step(pages.actualPort())).outcome())
                .isEqualTo(new Outcome.Failed(
                        Fault.PROTOCOL, "the answer is not gRPC: it has text/html, and no grpc-status at its end"));
        pages.close().await();
        try (RawServer http1 = RawServer.that(talk -> talk.say("HTTP/1.1 400 Bad Request\r\n\r\n"))) {
            assertThat(run(step(http1.port())).outcome())
                    .isEqualTo(new Outcome.Failed(Fault.PROTOCOL, "the server does not speak HTTP/2 on this port"));
        }
        try (RawServer silent = RawServer.that(RawServer.Talk::silence)) {
            assertThat(run(step(silent.port()) + "    timeout: 300ms\n").outcome())
                    .isEqualTo(new Outcome.Failed(
                            Fault.TIMEOUT, "no HTTP/2 settings from 127.0.0.1:" + silent.port() + " within 300 ms"));
        }
    }

    private static Outcome ask(String service, Server server) {
        return run("steps: [{ grpc: { address: \"127.0.0.1:%d\", plain: true, service: \"%s\" } }]"
                        .formatted(server.getPort(), service))
                .outcome();
    }

    private static String at(Server server) {
        return "127.0.0.1:" + server.getPort();
    }

    private static String step(int port) {
        return "steps:\n  - grpc: { address: \"127.0.0.1:%d\", plain: true }\n".formatted(port);
    }

    private static RunResult run(String steps) {
        return new Ride(VERTX, shop).run(steps);
    }
}
