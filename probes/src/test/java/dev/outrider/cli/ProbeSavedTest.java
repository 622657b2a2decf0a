package dev.outrider.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrider.run.http.RawServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a probe makes of several addresses of one host, and of answers that are not what they say. */
final class ProbeSavedTest {
    @TempDir
    private Path folder = Path.of(".");

    private final Desk desk = new Desk();

    @Test
    void two_pages_of_one_host_are_two_files() throws Exception {
        try (RawServer server = RawServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")) {
            assertThat(desk.outrider("probe", server.url("/"), "--save", folder))
                    .isZero();
            assertThat(desk.outrider("probe", server.url("/shop/cart.html"), "--save", folder))
                    .isZero();
            assertThat(desk.outrider("probe", "tcp://127.0.0.1:" + server.port(), "--save", folder))
                    .isZero();
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "host-127-0-0-1.journey.yaml",
                            "host-127-0-0-1-shop-cart.journey.yaml",
                            "host-127-0-0-1-tcp.journey.yaml");
        }
    }

    @Test
    void what_says_that_it_is_json_and_is_not_is_broken() throws Exception {
        try (RawServer server = RawServer.answering(json("{\"a\": tru"))) {
            assertThat(desk.outrider("probe", server.url("/"))).isEqualTo(ExitCode.FAILED);
            assertThat(desk.out())
                    .contains("FAIL  expectation: it says that it is JSON, and is not, it begins with '{\"a\": tru'\n");
        }
        try (RawServer server = RawServer.answering(json("{\"a\": true}"))) {
            assertThat(desk.outrider("probe", server.url("/"))).isZero();
        }
        try (RawServer server = RawServer.answering(json(""))) {
            assertThat(desk.outrider("probe", server.url("/"))).isZero();
        }
    }

    @Test
    void a_report_names_no_file_that_is_not_there() throws Exception {
        try (RawServer server = RawServer.answering(json("no"))) {
            assertThat(desk.outrider("probe", server.url("/"), "-o", "junit")).isEqualTo(ExitCode.FAILED);
            assertThat(desk.out()).contains("<failure ", "FAIL  expectation").doesNotContain("probe.journey.yaml");
        }
    }

    private static String json(String body) {
        return "HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: " + body.length()
                + "\r\n\r\n" + body;
    }
}
