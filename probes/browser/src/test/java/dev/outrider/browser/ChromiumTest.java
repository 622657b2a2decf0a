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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The browser itself: what it takes, what it may reach, and that it is started again. */
class ChromiumTest {
    private static final Vertx VERTX = Vertx.vertx();

    @TempDir
    private Path folder;

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
    void a_browser_is_shared_outlives_a_stop_and_is_started_again_when_it_died() throws Exception {
        Machine.assumeBrowser();
        try (Street street = new Street(VERTX);
                Ride ride = new Ride(street.url(), RunSettings.DEFAULT, folder)) {
            runs_share_it_each_in_a_window_of_its_own_and_the_rest_wait(street, ride);
            who_is_told_to_stop_ends_the_step_and_cleans_up(street, ride);
            when_it_dies_that_is_an_error_of_ours_and_the_next_run_has_another(street, ride);
        }
    }

    private static void runs_share_it_each_in_a_window_of_its_own_and_the_rest_wait(Street street, Ride ride)
            throws Exception {
        street.page("/", "<script>document.cookie = 'm=' + Math.random(); document.title = document.cookie;</script>");
        String steps =
                "steps: [{ name: Look, timeout: 30s, browser: [{ goto: / }], expect: \"!page.title.contains(';')\" }]";
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Outcome>> runs =
                    Collections.nCopies(4, () -> ride.run(steps, false).outcome());
            for (Future<Outcome> outcome : threads.invokeAll(runs)) {
                assertThat(outcome.get()).isEqualTo(new Outcome.Passed());
            }
        }
    }

    private static void who_is_told_to_stop_ends_the_step_and_cleans_up(Street street, Ride ride) {
        Thread run = Thread.currentThread();
        street.on("/hang", request -> run.interrupt())
                .on("/clean", request -> request.response().end());
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

    private static void when_it_dies_that_is_an_error_of_ours_and_the_next_run_has_another(Street street, Ride ride) {
        street.on("/kill", request -> {
            kill();
            request.response().end("never seen");
        });
        assertThat(ride.run("steps: [{ name: Die, browser: [{ goto: / }, { goto: /kill }] }]", false)
                        .outcome())
                .isInstanceOfSatisfying(
                        Outcome.Errored.class,
                        error -> assertThat(error.trouble()).isEqualTo(Trouble.BROWSER));
        assertThat(ride.run("steps: [{ name: Live, browser: [{ goto: / }] }]", false)
                        .outcome())
                .isEqualTo(new Outcome.Passed());
    }

    /** The browsers that this process started, and nothing else. */
    private static void kill() {
        ProcessHandle.current()
                .descendants()
                .filter(child -> child.info().command().orElse("").contains("chrom"))
                .forEach(ProcessHandle::destroyForcibly);
    }

    @Test
    void a_browser_reaches_nothing_that_an_agent_must_not_ask_and_no_page_leads_it_there() {
        Machine.assumeBrowser();
        RunSettings guarded = RunSettings.DEFAULT.withTargets(new Targets.Guarded(List.of(Cidr.of("127.0.0.1/32"))));
        try (Street street = new Street(VERTX);
                Street inner = new Street(VERTX).page("/", "secret");
                Ride ride = new Ride(street.url(), guarded, folder)) {
            String elsewhere = "http://127.0.0.2:" + inner.port() + "/";
            street.page("/", """
                    <img src='%1$s'><iframe src='%1$s'></iframe><p id=said></p>
                    <script>fetch('%1$s').catch(() => { said.textContent = 'refused'; })</script>""".formatted(elsewhere));
            assertThat(ride.run("steps: [{ name: In, browser: [{ goto: / }, { see: text=refused }] }]")
                            .outcome())
                    .isEqualTo(new Outcome.Passed());
            assertThat(ride.run("steps: [{ name: In, browser: [{ goto: '%s' }] }]".formatted(elsewhere))
                            .outcome())
                    .isInstanceOfSatisfying(Outcome.Errored.class, error -> {
                        assertThat(error.trouble()).isEqualTo(Trouble.POLICY);
                        assertThat(error.detail()).contains("127.0.0.2").contains("--allow-targets");
                    });
            assertThat(inner.asked()).isEmpty();
        }
    }
}
