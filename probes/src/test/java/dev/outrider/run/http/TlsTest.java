package dev.outrider.run.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrider.result.Outcome.Fault;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TlsTest {
    private static final Vertx VERTX = Vertx.vertx();

    @TempDir
    private static Path folder;

    private static Keys keys;

    @BeforeAll
    static void make() throws Exception {
        keys = Keys.in(folder);
    }

    @Test
    void http2_is_chosen_when_the_server_offers_it_and_its_settings_are_a_phase() throws Exception {
        HttpServer server = server(true);
        try (Customer customer = trusting()) {
            Reply.Answered answered =
                    (Reply.Answered) visit(customer, server, "/large").reply();
            assertThat(answered.answer().protocol()).isEqualTo("HTTP/2");
            assertThat(answered.answer().bodyBytes()).isEqualTo(1 << 20);
            assertThat(answered.answer().headers().first("x-echo")).contains("echoed");
            assertThat(answered.phases().resolve()).isPositive();
            assertThat(answered.phases().tls()).isPositive();
            assertThat(answered.phases().settings()).isPositive();
            Reply.Answered second =
                    (Reply.Answered) visit(customer, server, "/").reply();
            assertThat(second.phases().connect()).isZero();
            assertThat(second.answer().status()).isEqualTo(200);
        } finally {
            server.close().await();
        }
    }

    @Test
    void http1_is_spoken_to_a_server_without_alpn() throws Exception {
        HttpServer server = server(false);
        try (Customer customer = trusting()) {
            Reply.Answered answered =
                    (Reply.Answered) visit(customer, server, "/").reply();
            assertThat(answered.answer().protocol()).isEqualTo("HTTP/1.1");
            assertThat(answered.phases().settings()).isZero();
        } finally {
            server.close().await();
        }
    }

    @Test
    void a_certificate_that_nobody_vouches_for_is_a_fault() throws Exception {
        HttpServer server = server(true);
        try (Customer customer = new Customer(new Dialer(VERTX, Optional.empty()).line(), InstantSource.system())) {
            Reply.Broken broken = (Reply.Broken) visit(customer, server, "/").reply();
            assertThat(broken.fault()).isEqualTo(Fault.TLS);
            assertThat(broken.detail()).startsWith("the certificate's issuer is not trusted");
        } finally {
            server.close().await();
        }
    }

    @Test
    void a_certificate_for_another_host_is_a_fault() throws Exception {
        HttpServer server = server(true);
        try (Customer customer = trusting()) {
            Call call = call("https://127.0.0.1:" + server.actualPort() + "/");
            Reply.Broken broken =
                    (Reply.Broken) customer.visit(call, 10, soon()).reply();
            assertThat(broken.fault()).isEqualTo(Fault.TLS);
            assertThat(broken.detail()).startsWith("the certificate is not for this host");
        } finally {
            server.close().await();
        }
    }

    /** What a server may say before it hangs up. */
    @ParameterizedTest
    @CsvSource({
        "70, the server speaks no version of TLS that is still safe (1.2 or 1.3)",
        "40, the TLS handshake failed: the server sent the alert handshake_failure",
        "112, the TLS handshake failed: the server sent the alert unrecognized_name"
    })
    void a_refusal_is_told_in_the_same_words_by_every_engine(int alert, String sentence) throws Exception {
        byte[] record = {21, 3, 3, 0, 2, 2, (byte) alert};
        try (RawServer server = RawServer.that(talk -> {
                    talk.say(record);
                    talk.silence();
                });
                Customer customer = trusting()) {
            Reply reply = customer.visit(call("https://localhost:" + server.port() + "/"), 10, soon())
                    .reply();
            assertThat(((Reply.Broken) reply).detail()).isEqualTo(sentence);
            assertThat(((Reply.Broken) reply).fault()).isEqualTo(Fault.TLS);
        }
    }

    @Test
    void every_customer_makes_a_full_handshake() throws Exception {
        List<String> sessions = Collections.synchronizedList(new ArrayList<>());
        HttpServer server = VERTX.createHttpServer(options(false).setEnabledSecureTransportProtocols(Set.of("TLSv1.2")))
                .connectionHandler(
                        connection -> sessions.add(connection.sslSession().getCreationTime()
                                + java.util.HexFormat.of()
                                        .formatHex(connection.sslSession().getId())))
                .requestHandler(request -> request.response().end())
                .listen(0, "127.0.0.1")
                .await();
        Dialer dialer = new Dialer(VERTX, Optional.of(keys.certificate()));
        try {
            for (int customers = 0; customers < 3; customers++) {
                try (Customer customer = new Customer(dialer.line(), InstantSource.system())) {
                    visit(customer, server, "/");
                }
            }
            assertThat(sessions).hasSize(3).doesNotHaveDuplicates();
        } finally {
            server.close().await();
        }
    }

    private static HttpServerOptions options(boolean alpn) {
        return new HttpServerOptions().setSsl(true).setUseAlpn(alpn).setKeyCertOptions(keys.options());
    }

    private static HttpServer server(boolean alpn) {
        return VERTX.createHttpServer(options(alpn))
                .requestHandler(request -> request.response()
                        .putHeader("x-echo", request.getHeader("x-say"))
                        .end("/large".equals(request.path()) ? "x".repeat(1 << 20) : "ok"))
                .listen(0, "127.0.0.1")
                .await();
    }

    private static Customer trusting() {
        return new Customer(new Dialer(VERTX, Optional.of(keys.certificate())).line(), InstantSource.system());
    }

    private static Visit visit(Customer customer, HttpServer server, String target) throws InterruptedException {
        return customer.visit(call("https://localhost:" + server.actualPort() + target), 10, soon());
    }

    private static Call call(String url) {
        return new Call("GET", Url.parse(url), Headers.NONE.with("X-Say", "echoed"), Bytes.NONE);
    }

    private static Deadline soon() {
        return Deadline.in(Duration.ofSeconds(5));
    }
}
