package dev.outrider.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrider.run.http.Keys;
import dev.outrider.run.http.RawServer;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProbeTest {
    private static final String PAGE = """
            HTTP/1.1 200 OK\r
            Content-Type: text/html\r
            Server: zoo\u009B2J\r
            Set-Cookie: session=s3cret\r
            Content-Length: 24\r
            \r
            <h1>Welcome to us</h1>
            \s""";

    private final Desk desk = new Desk();

    @TempDir
    private Path folder;

    @Test
    void it_tells_where_it_was_led_who_answered_what_and_where_the_time_went() throws Exception {
        try (RawServer server = RawServer.that(talk -> {
            while (true) {
                String request = talk.request();
                talk.say(
                        request.startsWith("GET /old")
                                ? "HTTP/1.1 301 Moved\r\nLocation: /new\r\nContent-Length: 0\r\n\r\n"
                                : PAGE);
            }
        })) {
            assertThat(desk.outrider("probe", server.url("/old"))).isZero();
            assertThat(desk.out())
                    .contains("redirects   301  " + server.url("/old"))
                    .contains("              →  " + server.url("/new"))
                    .contains("answered by 127.0.0.1:" + server.port())
                    .contains("protocol    HTTP/1.1\n")
                    .contains("answer      200, text/html, 24 bytes\n")
                    .containsPattern("\nconnect +\\S+ ms")
                    .containsPattern("\nwait +\\S+ ms")
                    .containsPattern("\ntotal +\\S+ m?s\n\nPASS\n$")
                    .contains("server: zoo")
                    .doesNotContain("\u009B", "s3cret");
            assertThat(desk.err()).startsWith("note: an agent refuses ").hasLineCount(1);
        }
    }

    @Test
    void what_it_saves_lints_clean_passes_and_never_replaces_a_file() throws Exception {
        try (RawServer server = RawServer.answering(PAGE)) {
            assertThat(desk.outrider("probe", server.url("/?q=a%20b"), "--save", folder, "--owner", "team-web"))
                    .isZero();
            Path file = folder.resolve("host-127-0-0-1.journey.yaml");
            assertThat(Files.readString(file))
                    .contains("owner: team-web\n")
                    .contains("- status == 200\n")
                    .contains("- html.text('h1') == 'Welcome to us'\n")
                    .containsPattern("slow: \\d+ms\n");
            assertThat(desk.outrider("lint", folder)).isZero();
            assertThat(desk.out() + desk.err()).contains("no errors, no warnings");
            assertThat(desk.outrider("run", file)).isZero();
            assertThat(server.requests().getLast()).startsWith("GET /?q=a%20b ");
            assertThat(desk.outrider("probe", server.url("/"), "--save", folder))
                    .isEqualTo(ExitCode.USAGE);
            assertThat(desk.err()).contains(file + " is there already, and is left as it is");
        }
    }

    @Test
    void what_is_broken_is_told_in_the_words_of_a_journey_and_nothing_is_saved_of_it() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        assertThat(desk.outrider("probe", "http://127.0.0.1:" + port + "/", "--save", folder.resolve("a.yaml")))
                .isEqualTo(ExitCode.FAILED);
        assertThat(desk.out())
                .endsWith("FAIL  connect: connection refused by 127.0.0.1:" + port + ": nothing listens there\n");
        assertThat(desk.err()).contains("nothing was saved");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void a_certificate_is_told_also_when_it_is_refused() throws Exception {
        Keys keys = Keys.in(folder);
        Vertx vertx = Vertx.vertx();
        try {
            HttpServer server = vertx.createHttpServer(new HttpServerOptions()
                            .setSsl(true)
                            .setUseAlpn(true)
                            .setKeyCertOptions(keys.options()))
                    .requestHandler(request -> request.response()
                            .putHeader("content-type", "application/json")
                            .end("{\"state\":\"UP\"}"))
                    .listen(0, "127.0.0.1")
                    .await();
            String url = "https://localhost:" + server.actualPort() + "/";
            assertThat(desk.outrider("probe", url)).isEqualTo(ExitCode.FAILED);
            assertThat(desk.out())
                    .contains("protocol    TLSv1.3")
                    .contains("certificate CN=localhost, 1 days left (until ")
                    .contains("issued by CN=localhost\n")
                    .contains("FAIL  tls: the certificate's issuer is not trusted");
            assertThat(desk.err()).startsWith("note: an agent refuses ").hasLineCount(1);
            assertThat(desk.outrider("probe", url, "--ca", keys.certificate(), "-o", "json"))
                    .isZero();
            assertThat(desk.out())
                    .startsWith("{\"outcome\":\"degraded\",\"reasons\":[\"tls.daysLeft > 14: tls.daysLeft was 1\"]")
                    .contains(
                            "\"protocol\":\"HTTP/2\"",
                            "\"chain\":[\"CN=localhost\"]",
                            "\"daysLeft\":1",
                            "\"cipher\":\"TLS_");
            Path file = folder.resolve("tls.journey.yaml");
            assertThat(desk.outrider("probe", url, "--ca", keys.certificate(), "--save", file))
                    .isZero();
            assertThat(Files.readString(file)).contains("- has(json.state)", "warn: tls.daysLeft > 14");
            assertThat(desk.outrider("lint", file)).isZero();
            assertThat(desk.out() + desk.err()).contains("no errors, no warnings");
            tls(server.actualPort(), keys);
        } finally {
            vertx.close().await();
        }
    }

    private void tls(int port, Keys keys) {
        assertThat(desk.outrider("probe", "tls://localhost:" + port, "--ca", keys.certificate()))
                .isZero();
        assertThat(desk.out()).contains("daysLeft    1\n", "names       localhost\n", "DEGRADED  tls.daysLeft > 14");
    }

    @Test
    void ports_and_names_are_looked_at_too_and_saved() throws Exception {
        try (RawServer server = RawServer.answering("")) {
            Path file = folder.resolve("port.yaml");
            assertThat(desk.outrider("probe", "tcp://127.0.0.1:" + server.port(), "--save", file))
                    .isZero();
            assertThat(desk.out()).contains("open        true\n").endsWith("PASS\n");
            assertThat(desk.outrider("lint", file)).isZero();
            assertThat(desk.outrider("run", file)).isZero();
        }
    }

    @Test
    void a_secret_in_an_address_is_not_written_into_a_file() throws IOException {
        assertThat(desk.outrider("probe", "https://shop.test/?access_token=abc", "--save", folder))
                .isEqualTo(ExitCode.USAGE);
        assertThat(desk.err()).contains("the address carries 'access_token'");
        assertThat(folder).isEmptyDirectory();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    ""                     | say what to look at, for example https://shop.example.com/
                    shop.test              | 'shop.test' does not say how to ask; did you mean https://shop.test ?
                    localhost:8080         | 'localhost:8080' does not say how to ask; did you mean https://localhost:8080 ?
                    ftp://shop.test/       | there is no way to ask by ftp://; there are https, http, tls, tcp and dns
                    https://me:pw@shop.test/ | the address holds a user or a password, which everybody who sees it would know
                    http://shop test/      | 'http://shop test/' holds a blank; in an address it is written %20
                    http://shop.test:70000/ | 'http://shop.test:70000/' has port 70000; ports go from 1 to 65535
                    http://[::1/           | 'http://[::1/' names no host that can be asked
                    https:///path          | 'https:///path' names no host that can be asked
                    tcp://db.test          | tcp://db.test names no port; write tcp://db.test:5432, for example
                    dns://shop.test?typ=MX | 'typ=MX' is not understood; write dns://shop.test?type=MX&server=192.0.2.53
                    """)
    void what_cannot_be_asked_is_refused_with_what_to_write(String url, String why) {
        assertThat(desk.outrider("probe", url)).isEqualTo(ExitCode.USAGE);
        assertThat(desk.err()).startsWith("error: " + why);
        assertThat(desk.out()).isEmpty();
    }

    @Test
    void names_of_every_script_are_asked_for_as_they_stand_in_the_dns() {
        assertThat(ProbeTarget.of("https://b\u00fccher.example/\u00fc?q={1}")
                        .action()
                        .getValue())
                .isEqualTo("https://xn--bcher-kva.example/%C3%BC?q=%7B1%7D");
        assertThat(List.of(
                        ProbeTarget.of("tls://shop.test").action().getValue(),
                        ProbeTarget.of("tls://[::1]").action().getValue(),
                        ProbeTarget.of("tls://[::1]:8443").action().getValue()))
                .isEqualTo(List.of("shop.test:443", "[::1]:443", "[::1]:8443"));
    }
}
