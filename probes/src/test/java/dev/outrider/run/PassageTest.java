package dev.outrider.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrider.result.Outcome;
import dev.outrider.result.Outcome.Fault;
import dev.outrider.result.Outcome.Trouble;
import dev.outrider.run.http.Keys;
import dev.outrider.run.http.RawServer;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code tls} and {@code tcp} go through the proxy that the environment names. */
final class PassageTest {
    private static final Vertx VERTX = Vertx.vertx(Runner.options());

    @TempDir
    private static Path folder;

    private static Shop shop;
    private static SSLContext tls;

    @BeforeAll
    static void open() throws Exception {
        shop = new Shop(VERTX);
        Keys keys = Keys.in(folder);
        tls = SSLContext.getInstance("TLS");
        tls.init(keys.managers().getKeyManagers(), null, null);
        Path own = Files.createDirectories(folder.resolve("team-shop"));
        Files.copy(keys.certificate(), own.resolve("ca.pem"));
        Files.writeString(own.resolve("password"), "open-sesame");
    }

    @AfterAll
    static void stop() {
        shop.close();
    }

    @Test
    void a_certificate_is_looked_at_behind_it() throws Exception {
        try (RawServer proxy = RawServer.that(talk -> {
            talk.request();
            talk.say("HTTP/1.1 200 Connection established\r\n\r\n");
            talk.echoBy(tls);
        })) {
            assertThat(outcome(
                            """
                    proxy: { address: "127.0.0.1:%d", user: canary, password: file:password }
                    hosts: { localhost: { ca: file:ca.pem } }
                    """.formatted(proxy.port()), "  - { tls: \"localhost:4711\", expect: tls.daysLeft < 5 }\n"))
                    .isEqualTo(new Outcome.Passed());
            assertThat(proxy.requests().getFirst())
                    .startsWith("CONNECT localhost:4711 HTTP/1.1\r\nHost: localhost:4711\r\n")
                    .containsIgnoringCase("proxy-authorization: Basic Y2FuYXJ5Om9wZW4tc2VzYW1l\r\n");
        }
    }

    @Test
    void who_speaks_first_may_do_so_in_the_same_packet() throws Exception {
        try (RawServer proxy = RawServer.that(talk -> {
            talk.request();
            talk.say("HTTP/1.0 200 OK\r\nVia: proxy\r\n\r\n220 mail\r\n");
            talk.silence();
        })) {
            assertThat(outcome(proxy, "  - { tcp: \"mail.test:25\", expect: tcp.text.startsWith('220 mail') }\n"))
                    .isEqualTo(new Outcome.Passed());
        }
    }

    @Test
    void what_a_proxy_says_of_the_target_is_a_finding() throws Exception {
        try (RawServer proxy = RawServer.answering("HTTP/1.1 503 Service Unavailable\r\n\r\n")) {
            for (String step : List.of("tls: mail.test:25", "tcp: mail.test:25", "GET: https://mail.test:25/")) {
                assertThat(outcome(proxy, "  - " + step + "\n"))
                        .as(step)
                        .isEqualTo(new Outcome.Failed(
                                Fault.CONNECT,
                                "the proxy 127.0.0.1:%d could not reach mail.test:25: it answered 503 Service Unavailable"
                                        .formatted(proxy.port())));
            }
            assertThat(outcome(proxy, "  - { tcp: \"mail.test:25\", expect: \"!tcp.open\" }\n"))
                    .isEqualTo(new Outcome.Passed());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP/1.1 403 Filtered, refused to connect to mail.test:25: it answered 403 Filtered",
        "HTTP/1.1 407 Login, refused to connect to mail.test:25: it answered 407 Login",
        "HTTP/1.1 501 Not Implemented, refused to connect to mail.test:25: it answered 501 Not Implemented",
        "220 mail, refused to connect to mail.test:25: it answered nothing that can be read"
    })
    void that_it_does_not_serve_us_is_our_trouble(String status, String sentence) throws Exception {
        try (RawServer proxy = RawServer.answering(status + "\r\n\r\n")) {
            for (String step : List.of("tls: mail.test:25", "tcp: mail.test:25", "GET: https://mail.test:25/")) {
                assertThat(outcome(proxy, "  - " + step + "\n"))
                        .as(step)
                        .isEqualTo(new Outcome.Errored(
                                Trouble.PROXY, "the proxy 127.0.0.1:" + proxy.port() + " " + sentence));
            }
        }
    }

    @Test
    void that_a_login_ran_out_is_our_trouble_on_a_kept_connection_too() throws Exception {
        try (RawServer proxy = RawServer.that(talk -> {
            talk.request();
            talk.say("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
            talk.request();
            talk.say("HTTP/1.1 407 Login\r\nContent-Length: 0\r\n\r\n");
            talk.silence();
        })) {
            assertThat(outcome(proxy, "  - GET: http://shop.test/\n  - GET: http://shop.test/more\n"))
                    .isEqualTo(new Outcome.Errored(
                            Trouble.PROXY,
                            "the proxy 127.0.0.1:%d answered 407: it wants a login".formatted(proxy.port())));
        }
    }

    @Test
    void a_head_without_an_end_is_no_answer() throws Exception {
        try (RawServer proxy = RawServer.that(talk -> {
            talk.request();
            talk.say("HTTP/1.1 200 OK\r\nX-Long: " + "y".repeat(9000) + "\r\n\r\n220 mail\r\n");
            talk.silence();
        })) {
            assertThat(outcome(proxy, "  - { tcp: \"mail.test:25\", expect: tcp.text != '' }\n"))
                    .isInstanceOf(Outcome.Errored.class);
        }
    }

    @Test
    void so_is_one_that_hangs_up_or_is_not_there() throws Exception {
        int nobody = Peers.freePort();
        try (RawServer proxy = RawServer.that(talk -> talk.request())) {
            assertThat(outcome(proxy, "  - tcp: mail.test:25\n"))
                    .isEqualTo(new Outcome.Errored(
                            Trouble.PROXY,
                            "the proxy 127.0.0.1:%d closed the connection before it led anywhere"
                                    .formatted(proxy.port())));
        }
        assertThat(outcome("proxy: { address: \"127.0.0.1:%d\" }\n".formatted(nobody), "  - tcp: mail.test:25\n"))
                .isEqualTo(new Outcome.Errored(
                        Trouble.PROXY,
                        "the proxy cannot be reached: connection refused by 127.0.0.1:%d: nothing listens there"
                                .formatted(nobody)));
    }

    @Test
    void one_that_says_neither_yes_nor_no_made_no_connection() throws Exception {
        try (RawServer proxy = RawServer.that(talk -> talk.silence())) {
            assertThat(outcome(proxy, "  - { tcp: \"mail.test:25\", timeout: 300ms }\n"))
                    .isEqualTo(new Outcome.Failed(
                            Fault.TIMEOUT,
                            "the proxy 127.0.0.1:%d made no connection to mail.test:25 within 300 ms"
                                    .formatted(proxy.port())));
        }
    }

    private static Outcome outcome(RawServer proxy, String steps) throws IOException {
        return outcome("proxy: { address: \"127.0.0.1:%d\" }\n".formatted(proxy.port()), steps);
    }

    private static Outcome outcome(String reach, String steps) {
        RunSettings settings =
                RunSettings.DEFAULT.withStarved(Duration.ofSeconds(30)).withSecrets(folder);
        try (Runner runner = new Runner(VERTX, settings, InstantSource.system(), new Random(1))) {
            Ride ride = new Ride(VERTX, shop).reaching(reach);
            return ride.run(runner, ride.compiled("steps:\n" + steps)).outcome();
        }
    }
}
