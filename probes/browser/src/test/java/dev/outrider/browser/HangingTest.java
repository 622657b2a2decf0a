package dev.outrider.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrider.result.Outcome.Trouble;
import dev.outrider.run.browser.BrowserFailed;
import dev.outrider.run.browser.Browsers;
import dev.outrider.run.http.Deadline;
import dev.outrider.run.http.Dialer;
import dev.outrider.run.net.Doorway;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that hang when they are started hold nobody up for long, and are ended. */
class HangingTest {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final String VERSION = "if [ \"$1\" = --version ]; then echo v22.1.0; exit; fi\n";
    private static final String FOR_EVER = "exec sleep 987654\n";

    private final Vertx vertx = Vertx.vertx();

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void a_node_that_does_not_even_say_its_version() throws IOException {
        Path node = program("node", FOR_EVER);
        assertThat(trouble()).isEqualTo(node + " did not say its version within 2 s, and was ended");
    }

    @Test
    void a_driver_that_never_says_that_the_browser_is_there() throws IOException {
        program("node", VERSION + FOR_EVER);
        assertThat(trouble()).isEqualTo("the browser did not start within 2 s: its driver hung, and was ended");
    }

    @Test
    void an_agent_that_asks_whether_there_is_a_browser_hears_why_not() throws IOException {
        Path node = program("node", FOR_EVER);
        program("chromium", FOR_EVER);
        try (Browsers browsers = chromium()) {
            assertThat(browsers.lack()).contains(node + " did not say its version within 2 s, and was ended");
        }
    }

    /** Two runs, one after the other: what the first met leaves no process and no lock behind. */
    private String trouble() throws IOException {
        program("chromium", FOR_EVER);
        try (Browsers browsers = chromium()) {
            String first = trouble(browsers);
            assertThat(trouble(browsers)).isEqualTo(first);
            return first;
        } finally {
            ProcessHandle.current()
                    .descendants()
                    .filter(process -> List.of(process.info().arguments().orElse(new String[0]))
                            .contains("987654"))
                    .forEach(process -> assertThat(process.onExit())
                            .as("%s", process.info())
                            .succeedsWithin(Duration.ofSeconds(20)));
        }
    }

    private String trouble(Browsers browsers) {
        BrowserFailed[] failed = new BrowserFailed[1];
        assertThatThrownBy(() -> browsers.open(
                        new Doorway(new Dialer(vertx, Optional.empty())), Deadline.in(Duration.ofMinutes(1))))
                .isInstanceOfSatisfying(BrowserFailed.class, each -> failed[0] = each);
        assertThat(failed[0].outcome().trouble()).isEqualTo(Trouble.BROWSER);
        return String.valueOf(failed[0].getMessage());
    }

    private Browsers chromium() {
        return new Chromium(
                new Browsers.Setup("test", Optional.empty()),
                Programs.of(Map.of("PATH", folder.toString())).within(PATIENCE));
    }

    private Path program(String name, String script) throws IOException {
        Path program = folder.resolve(name);
        Files.writeString(program, "#!/bin/sh\n" + script);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        return program;
    }
}
