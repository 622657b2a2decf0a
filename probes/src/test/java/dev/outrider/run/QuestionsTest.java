package dev.outrider.run;

import static dev.outrider.run.net.NameServer.data;
import static dev.outrider.run.net.NameServer.name;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outrider.result.Outcome;
import dev.outrider.result.Outcome.Fault;
import dev.outrider.result.RunResult;
import dev.outrider.run.http.Keys;
import dev.outrider.run.http.RawServer;
import dev.outrider.run.net.NameServer;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Steps that ask something else than HTTP, of real servers. */
final class QuestionsTest {
    private static final Vertx VERTX = Vertx.vertx(Runner.options());

    @TempDir
    static Path folder;

    private static Keys keys;
    private static HttpServer secure;
    private static Shop shop;

    @BeforeAll
    static void open() throws Exception {
        keys = Keys.in(folder);
        secure = VERTX.createHttpServer(new HttpServerOptions().setSsl(true).setKeyCertOptions(keys.options()))
                .requestHandler(request -> request.response().end("ok"))
                .listen(0, "127.0.0.1")
                .await();
        shop = new Shop(VERTX);
    }

    @AfterAll
    static void stop() {
        shop.close();
    }

    @Test
    void a_certificate_tells_whose_it_is_and_how_long_it_lasts() {
        RunResult result = trusting("""
                steps:
                  - name: Certificate
                    tls: { address: "127.0.0.1:%d", name: localhost }
                    expect:
                      - tls.daysLeft >= 0 && tls.daysLeft < 3
                      - tls.protocol == 'TLSv1.3'
                      - "'localhost' in tls.names"
                      - tls.issuer == 'CN=localhost' && tls.subject == tls.issuer
                      - tls.notBefore < now && now < tls.notAfter
                      - tls.fingerprint.size() == 64
                      - tls.cipher.startsWith('TLS_')
                      - timing.tls > duration('0s')
                """.formatted(secure.actualPort()));
        assertThat(result.outcome()).isEqualTo(new Outcome.Passed());
        assertThat(result.steps().getFirst().request()).contains("tls 127.0.0.1:" + secure.actualPort() + " localhost");
        assertThat(result.steps().getFirst().timings().tls()).isPositive();
    }

    @Test
    void a_certificate_that_is_refused_is_told_with_the_reason() {
        String step = "steps: [{ tls: \"127.0.0.1:%d\" }]".formatted(secure.actualPort());
        assertThat(run(step).outcome()).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.fault()).isEqualTo(Fault.TLS);
            assertThat(failed.detail())
                    .startsWith("the certificate's issuer is not trusted: ")
                    .contains("; it shows CN=localhost for localhost, valid from ");
        });
        assertThat(trusting(step).outcome())
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.detail()).startsWith("the certificate is not for this host: "));
    }

    @Test
    void who_does_not_speak_tls_is_told_so() throws IOException {
        try (RawServer server = RawServer.that(talk -> talk.say("220 mail.example.com ESMTP\r\n"))) {
            assertThat(run("steps: [{ tls: \"127.0.0.1:%d\" }]".formatted(server.port()))
                            .outcome())
                    .isEqualTo(new Outcome.Failed(Fault.TLS, "the server does not speak TLS on this port"));
        }
    }

    @Test
    void a_handshake_that_nobody_answers_ends_with_its_time() throws IOException {
        try (RawServer server = RawServer.that(RawServer.Talk::silence)) {
            assertThat(run("""
                            steps:
                              - tls: "127.0.0.1:%d"
                                timeout: 300ms
                            """.formatted(server.port())).outcome())
                    .isEqualTo(new Outcome.Failed(
                            Fault.TIMEOUT, "no TLS handshake with 127.0.0.1:" + server.port() + " within 300 ms"));
        }
    }

    @Test
    void a_port_greets_and_answers() throws IOException {
        try (RawServer server = RawServer.that(talk -> {
            talk.say("+OK ready\r\nmore");
            talk.line();
            talk.say("+PONG\r\n");
        })) {
            assertThat(run("""
                            steps:
                              - name: Greeting
                                tcp: "127.0.0.1:%1$d"
                                expect: tcp.text == '+OK ready\\r\\n' && tcp.open
                              - name: Question
                                tcp: { address: "127.0.0.1:%1$d", send: "PING\\r\\n" }
                                poll: { until: tcp.text.contains('PONG'), every: 10ms, for: 20s }
                            """.formatted(server.port())).outcome()).isEqualTo(new Outcome.Passed());
        }
    }

    @Test
    void a_closed_port_is_a_fault_unless_that_is_what_was_asked() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        assertThat(run("steps: [{ tcp: \"127.0.0.1:%d\" }]".formatted(port)).outcome())
                .isEqualTo(new Outcome.Failed(
                        Fault.CONNECT, "connection refused by 127.0.0.1:" + port + ": nothing listens there"));
        assertThat(run("""
                        steps:
                          - tcp: "127.0.0.1:%d"
                            expect: tcp.open
                        """.formatted(port)).outcome())
                .isEqualTo(new Outcome.Failed(
                        Fault.CONNECT, "connection refused by 127.0.0.1:" + port + ": nothing listens there"));
        assertThat(run("""
                        steps:
                          - tcp: "127.0.0.1:%d"
                            expect: "!tcp.open"
                        """.formatted(port)).outcome()).isEqualTo(new Outcome.Passed());
    }

    @Test
    void every_kind_of_record_is_read_as_dig_shows_it() {
        try (NameServer server = new NameServer()
                .knows("shop.test", "A", new byte[] {10, 1, 2, 3}, new byte[] {10, 1, 2, 4})
                .knows("shop.test", "AAAA", new byte[] {0x20, 1, 0xd, (byte) 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1})
                .knows("shop.test", "MX", data(10, name("mail.shop.test")))
                .knows("shop.test", "TXT", data("v=spf1 ", "-all"))
                .knows("www.shop.test", "CNAME", name("shop.test"))
                .knows("_sip.shop.test", "SRV", data(1, 2, 5060, name("sip.shop.test")))
                .knows(
                        "shop.test",
                        "SOA",
                        data(name("ns.shop.test"), name("ops.shop.test"), 0, 1, 0, 2, 0, 3, 0, 4, 0, 5))
                .knows(
                        "shop.test",
                        "CAA",
                        data(new byte[] {0}, "issue", "ca.test".getBytes(StandardCharsets.US_ASCII)))) {
            assertThat(run("""
                            steps:
                              - dns: { name: shop.test, server: "%1$s" }
                                expect: dns.records == ['10.1.2.3', '10.1.2.4'] && dns.ttl == 300 && dns.server == '127.0.0.1'
                              - dns: { name: shop.test, type: AAAA, server: "%1$s" }
                                expect: dns.records == ['2001:db8:0:0:0:0:0:1']
                              - dns: { name: shop.test, type: MX, server: "%1$s" }
                                expect: dns.records == ['10 mail.shop.test']
                              - dns: { name: shop.test, type: TXT, server: "%1$s" }
                                expect: dns.records == ['v=spf1 -all']
                              - dns: { name: www.shop.test, type: CNAME, server: "%1$s" }
                                expect: dns.records == ['shop.test']
                              - dns: { name: _sip.shop.test, type: SRV, server: "%1$s" }
                                expect: dns.records == ['1 2 5060 sip.shop.test']
                              - dns: { name: shop.test, type: SOA, server: "%1$s" }
                                expect: dns.records == ['ns.shop.test ops.shop.test 1 2 3 4 5']
                              - dns: { name: shop.test, type: CAA, server: "%1$s" }
                                expect: dns.records == ['0 issue "ca.test"']
                            """.formatted(server.address())).outcome()).isEqualTo(new Outcome.Passed());
        }
    }

    @Test
    void an_answer_that_does_not_fit_is_asked_for_by_tcp() {
        try (NameServer server = new NameServer()
                .knows("shop.test", "A", new byte[] {10, 1, 2, 3})
                .truncating()) {
            assertThat(run("""
                            steps:
                              - dns: { name: shop.test, server: "%s" }
                                expect: dns.records == ['10.1.2.3']
                            """.formatted(server.address())).outcome()).isEqualTo(new Outcome.Passed());
        }
    }

    @Test
    void a_name_that_is_not_there_is_a_fault_unless_the_code_was_asked_for() {
        try (NameServer server = new NameServer().knows("shop.test", "A", new byte[] {10, 1, 2, 3})) {
            assertThat(run("steps: [{ dns: { name: gone.test, server: \"%s\" } }]".formatted(server.address()))
                            .outcome())
                    .isEqualTo(new Outcome.Failed(Fault.RESOLVE, "127.0.0.1 answers NXDOMAIN about gone.test"));
            assertThat(run("steps: [{ dns: { name: shop.test, type: MX, server: \"%s\" } }]"
                                    .formatted(server.address()))
                            .outcome())
                    .isEqualTo(new Outcome.Failed(Fault.RESOLVE, "127.0.0.1 knows no MX record of shop.test"));
            assertThat(run("""
                            steps:
                              - dns: { name: gone.test, server: "%s" }
                                expect: dns.code == 'NXDOMAIN' && dns.records.size() == 0
                            """.formatted(server.address())).outcome()).isEqualTo(new Outcome.Passed());
        }
    }

    @Test
    void a_resolver_that_is_silent_ends_with_the_time_of_the_step() throws IOException {
        try (DatagramSocket silent = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            assertThat(run("""
                            steps:
                              - dns: { name: shop.test, server: "127.0.0.1:%d" }
                                timeout: 300ms
                            """.formatted(silent.getLocalPort())).outcome())
                    .isInstanceOfSatisfying(
                            Outcome.Failed.class,
                            failed -> assertThat(failed.fault()).isIn(Fault.TIMEOUT, Fault.RESOLVE));
        }
    }

    private static RunResult run(String steps) {
        return new Ride(VERTX, shop).run(steps);
    }

    private static RunResult trusting(String steps) {
        return new Ride(VERTX, shop).trusting(keys.certificate()).run(steps);
    }
}
