package dev.outrider.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrider.desk.recording.HarWriter;
import dev.outrider.result.Evidence;
import dev.outrider.result.Outcome;
import dev.outrider.result.RunResult;
import dev.outrider.result.Timings;
import dev.outrider.run.RunSettings;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the time of a browser's pages goes, and what they asked for. */
class LoadsTest {
    private static final Duration SERVER = Duration.ofMillis(300);

    private final Vertx vertx = Vertx.vertx();

    @TempDir
    private Path folder;

    private Street street;
    private Ride ride;

    @BeforeEach
    void open() {
        Machine.assumeBrowser();
        street = new Street(vertx);
        ride = new Ride(street.url(), RunSettings.DEFAULT, folder);
        street.on(
                "/slow",
                request -> vertx.setTimer(
                        SERVER.toMillis(),
                        over -> request.response()
                                .putHeader("content-type", "text/html")
                                .end("<title>slow</title><link rel=icon href='data:,'>")));
    }

    @AfterEach
    void close() {
        if (ride != null) {
            ride.close();
            street.close();
        }
        vertx.close().await();
    }

    @Test
    void the_network_s_part_of_a_page_is_in_the_phases_of_its_step() {
        RunResult run = ride.run("""
                steps:
                  - name: Slow
                    browser: [{ goto: /slow }]
                    expect: timing.wait >= duration('%1$dms') && timing.connect > duration('0s')
                  - name: Nothing
                    browser: [{ see: "css=html" }]
                    expect: timing.wait == duration('0s')
                """.formatted(SERVER.toMillis() - 50), false);
        assertThat(run.outcome()).as("%s", run.steps()).isEqualTo(new Outcome.Passed());
        Timings timings = run.steps().getFirst().timings();
        assertThat(timings.waiting()).isGreaterThan(SERVER.minusMillis(50));
        assertThat(timings.connect()).isPositive();
        assertThat(timings.script()).isPositive();
    }

    @Test
    void what_a_page_asked_for_is_evidence_without_secrets_and_goes_into_the_har() {
        street.page("/", """
                        <link rel=icon href='data:,'><script src="/a.js?password=ride-ahead"></script>
                        <script>document.cookie = 's=1'; fetch('/api/x', { method: 'POST', body: '{}' })
                          .then(() => document.title = 'done');</script>""")
                .on("/a.js", request -> request.response().end("0"))
                .on("/api/x", request -> request.response().setStatusCode(503).end("no"));
        RunResult run = ride.run("""
                steps:
                  - name: By HTTP first
                    GET: /slow
                  - name: Look
                    let: { use: secrets.password }
                    browser: [{ goto: / }, { wait: { response: /api/x } }]
                    expect: use != ''
                """);
        List<Evidence.Exchange> page = run.evidence().exchanges().stream()
                .filter(exchange -> exchange.step() == 1)
                .toList();
        assertThat(page)
                .as("%s", run.outcome())
                .extracting(each -> "%s %s %d".formatted(each.method(), each.url(), each.status()))
                .containsExactlyInAnyOrder(
                        "GET " + street.url() + "/ 200",
                        "GET " + street.url() + "/a.js?password=[secret password] 200",
                        "POST " + street.url() + "/api/x 503");
        assertThat(page).allSatisfy(each -> {
            assertThat(each.address()).contains("127.0.0.1:" + street.port());
            assertThat(each.start()).isPositive();
            assertThat(each.requestHeaders().toString()).doesNotContain("s=1");
        });
        assertThat(HarWriter.of(List.of(run)))
                .contains("/api/x\"", "\"status\" : 503", "\"comment\" : \"Look\"")
                .doesNotContain("ride-ahead");
    }
}
