package dev.outrider.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrider.run.http.RawServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command line says of addresses, against what the environment says and what was asked. */
final class PinnedTest {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    @TempDir
    private Path folder = Path.of(".");

    private final Desk desk = new Desk();

    @Test
    void a_pin_of_the_environment_to_ipv4_is_not_silently_asked_when_ipv6_is_wanted() throws IOException {
        Path script = script("http://shop.test/", "hosts: { shop.test: { resolve: 203.0.113.7 } }");
        assertThat(desk.outrider("run", "-6", script)).isEqualTo(ExitCode.USAGE);
        assertThat(desk.err())
                .contains("error: -6 cannot be obeyed: shop.test is pinned to 203.0.113.7, by --resolve or by 'hosts:'")
                .contains("leave one of them away");
        assertThat(desk.outrider("run", "-4", "--resolve", "shop.test:[2001:db8::1]", script))
                .isEqualTo(ExitCode.USAGE);
        assertThat(desk.err()).contains("-4 cannot be obeyed: shop.test is pinned to 2001:db8::1");
    }

    @Test
    void of_two_pinned_addresses_the_one_of_the_wanted_version_is_asked() throws Exception {
        try (RawServer server = RawServer.answering(OK)) {
            Path script = script(
                    "http://shop.test:" + server.port() + "/",
                    "hosts: { shop.test: { resolve: [\"::1\", 127.0.0.1] } }");
            assertThat(desk.outrider("run", "-4", script)).as(desk.out()).isZero();
        }
    }

    @Test
    void a_pin_that_matches_nothing_is_told_with_what_was_asked() throws Exception {
        try (RawServer server = RawServer.answering(OK)) {
            Path script = script("http://127.0.0.1:" + server.port() + "/", "");
            assertThat(desk.outrider("run", "--resolve", "shop.tset:127.0.0.2", script))
                    .isZero();
            assertThat(desk.err())
                    .contains(
                            "warning: --resolve shop.tset:127.0.0.2 pins a host that was not asked; asked were: 127.0.0.1:"
                                    + server.port());
            Path named = script("http://shop.test:" + server.port() + "/", "");
            assertThat(desk.outrider("run", "--resolve", "shop.test:127.0.0.1", named))
                    .isZero();
            assertThat(desk.err()).doesNotContain("warning:");
        }
    }

    @Test
    void both_versions_at_once_are_one_error() throws IOException {
        assertThat(desk.outrider("run", "-4", "-6", script("http://shop.test/", "")))
                .isEqualTo(ExitCode.USAGE);
        assertThat(desk.err())
                .startsWith("error: ")
                .doesNotContain("error: error")
                .doesNotContain("error: Error");
    }

    private Path script(String url, String reach) throws IOException {
        Files.createDirectories(folder.resolve("environments"));
        Files.writeString(folder.resolve("environments/test.yaml"), "environment: test\n" + reach + "\n");
        return Files.writeString(folder.resolve("shop.journey.yaml"), """
                journey: shop
                owner: team-shop
                schedule: every 1m
                steps: [ { GET: "%s" } ]
                """.formatted(url));
    }
}
