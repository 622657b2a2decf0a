package dev.outrider.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrider.result.Outcome;
import dev.outrider.result.Outcome.Trouble;
import dev.outrider.run.RunSettings;
import dev.outrider.run.browser.BrowserFailed;
import dev.outrider.run.http.Cidr;
import dev.outrider.run.http.Targets;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The browser itself: what it takes, what it may reach, and that it is started again. */
class ChromiumTest {
    private static final Vertx VERTX = Vertx.vertx();

    @TempDir
    private Path folder;

    @AfterAll
    static void close() {
        VERTX.close().await();
    }

    @Test
    void what_is_missing_is_told_with_what_to_install() {
        Programs nothing = Programs.of(Map.of("PATH", folder.toString()));
        assertThatThrownBy(nothing::browser)
                .isInstanceOf(BrowserFailed.class)
                .hasMessage(
                        "there is no Chromium here: install one (Debian: apt-get install chromium), or say where it is with OUTRIDER_BROWSER");
        assertThatThrownBy(nothing::nodeJs)
                .isInstanceOf(BrowserFailed.class)
                .hasMessage(
                        "there is no Node.js here, which drives the browser: install version 20 or newer, or say where it is with OUTRIDER_NODE");
    }

    @Test
    void a_node_that_is_too_old_is_told_so() throws IOException {
        Path node = folder.resolve("node");
        Files.writeString(node, "#!/bin/sh\necho v18.20.4\n");
        Files.setPosixFilePermissions(node, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThatThrownBy(() -> Programs.of(Map.of("PATH", folder.toString())).nodeJs())
                .hasMessage(
                        node
                                + " is Node.js v18.20.4; driving a browser takes version 20 or newer (OUTRIDER_NODE says where one is)");
    }

    @Test
    void how_many_windows_may_be_open_is_a_number() {
        assertThat(Programs.of(Map.of("OUTRIDER_BROWSER_WINDOWS", "7")).windows())
                .isEqualTo(7);
        assertThatThrownBy(() -> Programs.of(Map.of("OUTRIDER_BROWSER_WINDOWS", "many")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("OUTRIDER_BROWSER_WINDOWS is 'many': how many windows may be open at once, 1 to 99");
    }

    @Test
    void a_browser_that_died_is_an_error_of_ours_and_is_started_again() {
        Machine.assumeBrowser();
        try (Street street = new Street(VERTX).on("/kill", request -> {
                    kill();
                    request.response().end("never seen");
                });
                Ride ride = new Ride(street.url(), RunSettings.DEFAULT, folder)) {
            street.page("/", "<h1>Hello</h1>");
            assertThat(ride.run("steps: [{ name: Die, browser: [{ goto: / }, { goto: /kill }] }]")
                            .outcome())
                    .isInstanceOfSatisfying(
                            Outcome.Errored.class,
                            error -> assertThat(error.trouble()).isEqualTo(Trouble.BROWSER));
            assertThat(ride.run("steps: [{ name: Live, browser: [{ goto: / }, { see: text=Hello }] }]")
                            .outcome())
                    .isEqualTo(new Outcome.Passed());
        }
    }

    /** The browsers that this process started, and nothing else. */
    private static void kill() {
        ProcessHandle.current()
                .descendants()
                .filter(child -> child.info().command().orElse("").contains("chrom"))
                .forEach(ProcessHandle::destroyForcibly);
    }

    @Test
    void a_process_that_is_told_to_stop_ends_the_step_and_cleans_up() {
        Machine.assumeBrowser();
        Thread run = Thread.currentThread();
        try (Street street = new Street(VERTX)
                        .on("/hang", request -> run.interrupt())
                        .on("/clean", request -> request.response().end());
                Ride ride = new Ride(street.url(), RunSettings.DEFAULT, folder)) {
            Outcome outcome = ride.run("""
                    steps: [{ name: Hang, browser: [{ goto: /hang }] }]
                    finally: [{ GET: /clean }]
                    """, false).outcome();
            assertThat(Thread.interrupted()).as("%s", outcome).isTrue();
            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            Outcome.Errored.class,
                            error -> assertThat(error.trouble()).isEqualTo(Trouble.SHUTDOWN));
            assertThat(street.asked()).contains("GET /clean null");
        }
    }

    @Test
    void runs_share_the_browser_each_in_a_window_of_its_own_and_the_rest_wait() throws Exception {
        Machine.assumeBrowser();
        try (Street street = new Street(VERTX)
                        .page(
                                "/",
                                "<script>document.cookie = 'mine=' + Math.random(); document.title = document.cookie;</script>");
                Ride ride = new Ride(street.url(), RunSettings.DEFAULT, folder);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            String steps =
                    "steps: [{ name: Look, timeout: 30s, browser: [{ goto: / }], expect: \"!page.title.contains(';')\" }]";
            List<Callable<Outcome>> runs =
                    Collections.nCopies(5, () -> ride.run(steps, false).outcome());
            for (Future<Outcome> outcome : threads.invokeAll(runs)) {
                assertThat(outcome.get()).isEqualTo(new Outcome.Passed());
            }
        }
    }

    @Test
    void a_browser_reaches_nothing_that_an_agent_must_not_ask() {
        Machine.assumeBrowser();
        RunSettings guarded = RunSettings.DEFAULT.withTargets(new Targets.Guarded(List.of()));
        try (Street street = new Street(VERTX).page("/", "<h1>Hello</h1>");
                Ride ride = new Ride(street.url(), guarded, folder)) {
            assertThat(ride.run("steps: [{ name: In, browser: [{ goto: / }] }]").outcome())
                    .isInstanceOfSatisfying(Outcome.Errored.class, error -> {
                        assertThat(error.trouble()).isEqualTo(Trouble.POLICY);
                        assertThat(error.detail()).contains("127.0.0.1").contains("--allow-targets");
                    });
            assertThat(street.asked()).isEmpty();
        }
    }

    @Test
    void a_page_cannot_lead_a_browser_to_what_an_agent_must_not_ask() {
        Machine.assumeBrowser();
        RunSettings guarded = RunSettings.DEFAULT.withTargets(new Targets.Guarded(List.of(Cidr.of("127.0.0.1/32"))));
        try (Street street = new Street(VERTX);
                Street inner = new Street(VERTX).page("/", "secret");
                Ride ride = new Ride(street.url(), guarded, folder)) {
            String elsewhere = "http://127.0.0.2:" + inner.port() + "/";
            street.page(
                    "/",
                    "<img src='%s'><iframe src='%s'></iframe><p id=said></p><script>fetch('%s').catch(() => { said.textContent = 'refused'; })</script>"
                            .formatted(elsewhere, elsewhere, elsewhere));
            assertThat(ride.run("steps: [{ name: In, browser: [{ goto: / }, { see: text=refused }] }]")
                            .outcome())
                    .isEqualTo(new Outcome.Passed());
            assertThat(inner.asked()).isEmpty();
        }
    }
}
