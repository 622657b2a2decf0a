package dev.outrider.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrider.result.Outcome;
import dev.outrider.result.Outcome.Fault;
import dev.outrider.result.RunResult;
import dev.outrider.run.http.Keys;
import dev.outrider.run.http.RawServer;
import dev.outrider.run.net.Peer;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Conversations by TCP, and TLS that is asked for in the middle of one. */
final class TalkTest {
    private static final Vertx VERTX = Vertx.vertx(Runner.options());

    @TempDir
    static Path folder;

    private static Keys keys;
    private static SSLContext tls;
    private static Shop shop;

    @BeforeAll
    static void open() throws Exception {
        keys = Keys.in(folder);
        tls = SSLContext.getInstance("TLS");
        tls.init(keys.managers().getKeyManagers(), null, null);
        shop = new Shop(VERTX);
    }

    @AfterAll
    static void stop() {
        shop.close();
    }

    /** Says one thing after each line that it hears, the first unasked. */
    private static RawServer.Behaviour saying(String... lines) {
        return talk -> {
            for (int i = 0; i < lines.length; i++) {
                if (i > 0) {
                    talk.line();
                }
                talk.say(lines[i]);
            }
            talk.silence();
        };
    }

    @Test
    void what_is_said_may_be_made_of_what_was_heard() throws Exception {
        try (RawServer server = RawServer.that(talk -> {
            talk.say("challenge 4711\r\n");
            talk.say(talk.line().strip().equals("reply 4711") ? "welcome\r\n" : "go away\r\n");
            talk.say(talk.bytes(3));
            talk.silence();
        })) {
            assertThat(run("""
                    steps:
                      - name: Talk
                        let: { word: "'reply'" }
                        tcp:
                          address: "127.0.0.1:%d"
                          talk:
                            - hear: "\\n"
                            - send: "${word} ${tcp.text.split(' ')[1].trim()}\\r\\n"
                            - hear: welcome
                            - bytes: 00 ff 0a
                            - until: tcp.bytes.size() == 28
                        expect:
                          - tcp.text.startsWith('challenge 4711')
                          - hex(tcp.bytes).endsWith('00ff0a')
                    """.formatted(server.port())).outcome()).isEqualTo(new Outcome.Passed());
        }
    }

    @Test
    void what_is_not_said_is_told_with_what_was() throws Exception {
        try (RawServer server = RawServer.that(saying("220 mail\r\n", "554 no\r\n"));
                RawServer leaving = RawServer.that(talk -> talk.say("220 mail\r\n"))) {
            String step = """
                    steps:
                      - tcp: { address: "127.0.0.1:%d", talk: [{ hear: "220 " }, { send: "EHLO x\\r\\n" }, { hear: "250 " }] }
                        timeout: 1s
                    """;
            assertThat(run(step.formatted(server.port())).outcome())
                    .isEqualTo(new Outcome.Failed(
                            Fault.TIMEOUT,
                            "127.0.0.1:" + server.port()
                                    + " did not say '250' within 1 s; it said: 220 mail\r\n554 no"));
            assertThat(run(step.formatted(leaving.port())).outcome())
                    .isInstanceOfSatisfying(
                            Outcome.Failed.class,
                            failed -> assertThat(failed.fault()).isEqualTo(Fault.RESET));
        }
    }

    static Stream<Arguments> protocols() {
        return Stream.of(
                protocol(
                        "smtp",
                        "220 mail ESMTP\r\n",
                        "250-mail\r\n250-SIZE 1000\r\n250 STARTTLS\r\n",
                        "220 go ahead\r\n"),
                protocol("imap", "* OK IMAP4rev1\r\n", "* CAPABILITY STARTTLS\r\na1 OK begin\r\n"),
                protocol("pop3", "+OK ready\r\n", "+OK begin\r\n"),
                protocol("ftp", "220-welcome\r\n220 ftp\r\n", "234 begin\r\n"));
    }

    private static Arguments protocol(String name, String... lines) {
        return Arguments.argumentSet(name, name, List.of(lines));
    }

    @ParameterizedTest
    @MethodSource("protocols")
    void tls_is_asked_for_in_the_words_of_a_protocol(String protocol, List<String> lines) throws Exception {
        try (RawServer server = RawServer.that(upgrading(lines))) {
            String steps = """
                    steps:
                      - name: Certificate
                        tls: { address: "127.0.0.1:%1$d", name: localhost, starttls: %2$s }
                        expect: tls.daysLeft >= 0 && tls.protocol == 'TLSv1.3' && tls.subject == 'CN=localhost'
                      - name: Talk
                        tcp: { address: "127.0.0.1:%1$d", name: localhost, starttls: %2$s, talk: [{ send: "NOOP\\r\\n" }, { hear: NOOP }] }
                    """.formatted(server.port(), protocol);
            assertThat(new Ride(VERTX, shop)
                            .trusting(keys.certificate())
                            .run(steps)
                            .outcome())
                    .isEqualTo(new Outcome.Passed());
        }
    }

    private static RawServer.Behaviour upgrading(List<String> lines) {
        return talk -> {
            talk.say(lines.getFirst());
            for (String line : lines.subList(1, lines.size())) {
                talk.line();
                talk.say(line);
            }
            talk.echoBy(tls);
        };
    }

    @Test
    void protocols_of_bytes_and_of_xml_ask_for_tls_too() throws Exception {
        byte[] agreed = new byte[] {0x30, 0x0c, 2, 1, 1, 0x78, 7, 0x0a, 1, 0, 4, 0, 4, 0};
        try (RawServer ldap = RawServer.that(talk -> {
                    talk.bytes(31);
                    talk.say(agreed);
                    talk.echoBy(tls);
                });
                RawServer xmpp = RawServer.that(talk -> {
                    talk.until("version='1.0'>");
                    talk.say("<?xml version='1.0'?><stream:stream id='1'><stream:features>"
                            + "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/></stream:features>");
                    talk.until("/>");
                    talk.say("<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
                    talk.echoBy(tls);
                })) {
            assertThat(new Ride(VERTX, shop)
                            .trusting(keys.certificate())
                            .run("""
                    steps:
                      - tls: { address: "127.0.0.1:%d", name: localhost, starttls: ldap }
                      - tls: { address: "127.0.0.1:%d", name: localhost, starttls: xmpp }
                    """.formatted(ldap.port(), xmpp.port()))
                            .outcome())
                    .isEqualTo(new Outcome.Passed());
        }
    }

    @Test
    void who_does_not_want_tls_is_told_with_its_words() throws Exception {
        try (RawServer smtp = RawServer.that(saying("220 mail\r\n", "250 mail\r\n", "502 unknown command\r\n"));
                RawServer postgres = RawServer.that(talk -> {
                    talk.bytes(8);
                    talk.say("N");
                })) {
            String step = "steps: [{ tls: { address: \"127.0.0.1:%d\", starttls: %s } }]";
            assertThat(run(step.formatted(smtp.port(), "smtp")).outcome())
                    .isEqualTo(new Outcome.Failed(
                            Fault.TLS, "the server does not agree to STARTTLS: it said 502 unknown command"));
            assertThat(run(step.formatted(postgres.port(), "postgres")).outcome())
                    .isEqualTo(new Outcome.Failed(
                            Fault.TLS, "the server does not agree to STARTTLS: it said N, which is: no TLS here"));
        }
    }

    @Test
    void a_certificate_that_is_refused_is_an_answer_to_who_asks_whether_it_is_trusted() throws Exception {
        try (RawServer server = RawServer.that(upgrading(List.of("+OK\r\n", "+OK\r\n")))) {
            String address = "{ address: \"127.0.0.1:%d\", name: localhost, starttls: pop3 }".formatted(server.port());
            assertThat(run("""
                    steps:
                      - tls: %s
                        expect: "!tls.trusted && tls.daysLeft >= 0 && tls.issuer == 'CN=localhost' && tls.cipher != ''"
                    """.formatted(address)).outcome()).isEqualTo(new Outcome.Passed());
            assertThat(run("steps: [{ tls: %s }]".formatted(address)).outcome())
                    .isInstanceOfSatisfying(
                            Outcome.Failed.class,
                            failed -> assertThat(failed.detail())
                                    .startsWith("the certificate's issuer is not trusted: ")
                                    .endsWith(" days left)"));
        }
    }

    @Test
    void postgres_upgrades_to_tls() throws Exception {
        String initdb = Peer.program("initdb", "postgresql").toString();
        String server = Peer.program("postgres", "postgresql").toString();
        Path home = Files.createTempDirectory(
                "pg", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxrwxrwx")));
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxrwxrwx"));
        Path log = folder.resolve("postgres.log");
        Path data = home.resolve("data");
        int port = Peer.port();
        Peer.run(log, asPostgres(initdb, "-D", data.toString(), "-A", "trust", "-N", "-U", "postgres"));
        Peer.run(
                log,
                asPostgres(
                        "openssl",
                        "req",
                        "-x509",
                        "-newkey",
                        "rsa:2048",
                        "-nodes",
                        "-days",
                        "9",
                        "-subj",
                        "/CN=localhost",
                        "-addext",
                        "subjectAltName=DNS:localhost",
                        "-keyout",
                        home + "/key.pem",
                        "-out",
                        home + "/cert.pem"));
        try (Peer _ = Peer.start(
                log,
                asPostgres(
                        server,
                        "-D",
                        data.toString(),
                        "-p",
                        "" + port,
                        "-h",
                        "127.0.0.1",
                        "-k",
                        "",
                        "-c",
                        "ssl=on",
                        "-c",
                        "ssl_cert_file=" + home + "/cert.pem",
                        "-c",
                        "ssl_key_file=" + home + "/key.pem"))) {
            assertThat(new Ride(VERTX, shop)
                            .trusting(home.resolve("cert.pem"))
                            .run("""
                    steps:
                      - tcp: "127.0.0.1:%1$d"
                        poll: { until: tcp.open, every: 50ms, for: 20s }
                      - tls: { address: "127.0.0.1:%1$d", name: localhost, starttls: postgres }
                        expect: tls.daysLeft == 8 && tls.trusted
                        retry: 3
                    """.formatted(port))
                            .outcome()
                            .word())
                    .isIn("pass", "degraded");
        }
    }

    /** It refuses to run as root. */
    private static String[] asPostgres(String... command) {
        Stream<String> as = System.getProperty("user.name").equals("root")
                ? Stream.of("runuser", "-u", "postgres", "--")
                : Stream.empty();
        return Stream.concat(as, Stream.of(command)).toArray(String[]::new);
    }

    private static RunResult run(String steps) {
        return new Ride(VERTX, shop).run(steps);
    }
}
