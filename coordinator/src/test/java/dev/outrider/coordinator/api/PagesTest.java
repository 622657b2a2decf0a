package dev.outrider.coordinator.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.outrider.coordinator.catalog.Watch;
import dev.outrider.coordinator.timeline.Transition;
import dev.outrider.coordinator.verdict.GlobalState;
import dev.outrider.coordinator.verdict.RegionState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The pages in a real browser. Pictures of them are left in {@code target/pages}. */
class PagesTest {
    private static final Path PICTURES = Path.of("target/pages");

    private static Browser browser;
    private Fixture fixture;
    private Served served;

    @BeforeAll
    static void start() throws Exception {
        boolean required = "true".equals(System.getenv("CI"));
        assumeTrue(required || Browser.present(), "no /usr/bin/chromium here: apt-get install chromium");
        // Not a @TempDir: the profile holds links to outside of it, which JUnit warns of when it cleans up.
        browser = new Browser(Files.createTempDirectory(Path.of("target"), "chromium"));
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void serve() throws Exception {
        fixture = new Fixture();
        served = new Served(fixture);
        browser.size(1440, 900).dark(false);
    }

    /** No page may break a rule of its own policy, miss a file, or throw. */
    @AfterEach
    void close() throws Exception {
        List<String> errors = browser.takeErrors();
        browser.open("about:blank", "body");
        served.stop();
        assertThat(errors).isEmpty();
    }

    private Object text(String selector) {
        return browser.evaluate("document.querySelector('%s').innerText".formatted(selector));
    }

    private Object texts(String selector) {
        return browser.evaluate(
                "[...document.querySelectorAll('%s')].map((e) => e.innerText.trim()).join('|')".formatted(selector));
    }

    @Test
    void the_home_page_lists_the_worst_first() throws Exception {
        browser.open(served.url("/"), "tbody tr").until("document.querySelector('.line.live')");
        assertThat(texts(".matrix .journey a"))
                .isEqualTo("checkout|search|gift-card|recommendations|newsletter|browse|login|returns|legacy-cart");
        assertThat(browser.evaluate("document.title")).isEqualTo("(3) Overview · Outrider");
        assertThat(text(".problems summary").toString())
                .contains("1 error in the catalog", "journeys/promo.journey.yaml:14:9", "did you mean “expect”?");
        browser.picture(PICTURES.resolve("overview-light.png"));
        browser.dark(true).picture(PICTURES.resolve("overview-dark.png"));
    }

    @Test
    void a_change_of_state_and_a_run_are_seen_at_once() throws Exception {
        browser.open(served.url("/"), "tr[data-key=browse]").until("document.querySelector('.line.live')");
        Watch browse = new Watch("browse", "production");
        served.live.run(FixtureRuns.summary("browse", "eu-west", true, Fixture.NOW));
        browser.until("document.querySelector('tr[data-key=browse] [data-key=eu-west] .doubt')");
        fixture.fail("browse", "eu-west");
        served.live.state(new Transition(
                browse, Optional.of("eu-west"), RegionState.UP, RegionState.DOWN, Fixture.NOW, Fixture.NOW));
        served.live.state(new Transition(
                browse, Optional.empty(), GlobalState.UP, GlobalState.PARTIAL, Fixture.NOW, Fixture.NOW));
        browser.until("document.querySelector('tr[data-key=browse] .badge.partial')")
                .until("document.querySelector('[aria-live]').textContent.includes('browse is partial')");
    }

    @Test
    void filters_stand_in_the_address() {
        browser.open(served.url("/?q=payments"), "tbody tr");
        assertThat(texts(".matrix .journey a")).isEqualTo("checkout|gift-card");
        browser.evaluate("document.querySelector('.tile.partial').click()");
        assertThat(texts(".matrix .journey a")).isEqualTo("gift-card");
        assertThat(browser.evaluate("location.search")).isEqualTo("?q=payments&state=partial");
    }

    @Test
    void a_lost_coordinator_is_said_what_was_known_stays_and_its_return_is_seen() throws Exception {
        browser.open(served.url("/"), "tbody tr").until("document.querySelector('.line.live')");
        served.stop();
        browser.until("document.querySelector('.banner.lost')");
        assertThat(text(".banner.lost").toString()).startsWith("Reconnecting, showing ");
        assertThat(texts(".matrix .journey a").toString()).startsWith("checkout|");
        browser.picture(PICTURES.resolve("overview-lost.png"));
        served = new Served(fixture, served.port);
        browser.until("document.querySelector('.line.live') && !document.querySelector('.banner.lost')")
                .takeErrors();
    }

    @Test
    void strips_of_a_young_installation_fill_their_width() {
        browser.open(served.url("/?range=7d"), "tbody tr");
        assertThat(texts(".matrix thead .history").toString()).startsWith("Since ");
        browser.open(served.url("/?range=1h"), "tbody tr");
        assertThat(texts(".matrix thead .history")).isEqualTo("Last 1h");
    }

    @Test
    void an_empty_coordinator_says_how_to_fill_it() throws Exception {
        served.stop();
        served = new Served(Fixture.empty());
        browser.open(served.url("/"), ".empty");
        assertThat(text(".empty").toString()).contains("No journeys yet", "outrider lint", "5 agents are live");
        browser.picture(PICTURES.resolve("overview-empty.png"));
    }

    @Test
    void a_run_shows_what_failed_where_and_where_the_time_went() throws Exception {
        browser.open(served.url("/journeys/checkout?outcome=fail"), ".runs tbody tr");
        Object run = browser.evaluate("document.querySelectorAll('.runs tbody a')[2].getAttribute('href')");
        browser.open(served.url(run.toString()), ".waterfall").until("document.querySelector('.slower')");
        assertThat(text(".headline h1").toString()).contains("fail", "Buy a jacket", "at “pay”");
        assertThat(text(".unmet").toString())
                .contains("journeys/checkout.journey.yaml:41:17", "json.state == 'PAID'", "^ status was 502");
        assertThat(texts(".step .name").toString()).startsWith("open home").contains("pay", "log out");
        assertThat(texts(".step.skipped")).asString().contains("wait until it is confirmed");
        browser.picture(PICTURES.resolve("run-light.png"));
        browser.dark(true).picture(PICTURES.resolve("run-dark.png"));
    }

    @Test
    void no_page_scrolls_sideways_on_a_phone() throws Exception {
        browser.size(390, 844);
        for (String path : List.of("/", "/journeys/checkout", "/runs/r-mwyxobmw-useast")) {
            browser.open(served.url(path), "main > :not(.skeleton)");
            assertThat(browser.evaluate("document.documentElement.scrollWidth"))
                    .as(path)
                    .isEqualTo(390);
        }
        browser.open(served.url("/"), "tbody tr").picture(PICTURES.resolve("overview-phone.png"));
    }

    @Test
    void a_run_that_is_not_there_is_a_problem_with_a_trace() {
        browser.open(served.url("/runs/r-0-0"), ".trouble");
        assertThat(text(".trouble").toString()).contains("Not found", "no run “r-0-0”", "trace");
        assertThat(browser.takeErrors()).allMatch(error -> error.contains("404"));
    }

    @Test
    void shares_are_cut_and_never_rounded_up() {
        browser.open(served.url("/"), "tbody tr");
        Object said = browser.evaluate("""
                import(new URL('format.js', document.querySelector('script[type=module]').src))
                  .then(({ percent, span, took }) => [
                    ...[1, 0.99996, 0.57, 0.9961, 0, null].map(percent),
                    ...[59999, 61000, 3600000, 90000000].map(span),
                    ...[0.42, 383.4, 1180, 12340].map(took),
                  ].join('|'))""");
        assertThat(said.toString().replace('\u202f', ' '))
                .isEqualTo("100 %|99.99 %|57.00 %|99.61 %|0.00 %|–"
                        + "|59 s|1 min 1 s|1 h|25 h|0.4 ms|383 ms|1.18 s|12.3 s");
    }
}
