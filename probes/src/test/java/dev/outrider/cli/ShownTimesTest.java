package dev.outrider.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrider.run.http.RawServer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ShownTimesTest {
    @TempDir
    private Path folder = Path.of(".");

    @Test
    void the_time_beside_an_answer_is_its_own_and_not_that_of_all_attempts() throws Exception {
        Files.createDirectories(folder.resolve("environments"));
        try (RawServer server = RawServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nno")) {
            Path script = Files.writeString(folder.resolve("shop.journey.yaml"), """
                    journey: shop
                    owner: team-shop
                    schedule: every 1m
                    steps:
                      - GET: "%s"
                        retry: 1
                        expect: text == 'ok'
                    """.formatted(server.url("/")));
            Desk desk = new Desk();
            assertThat(desk.outrider("run", script)).isEqualTo(ExitCode.FAILED);
            assertThat(desk.out()).containsPattern("  = GET \\S+  200  [0-9.]+ m?s of the step's [0-9.]+ m?s\n");
        }
    }
}
