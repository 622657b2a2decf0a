package dev.outrider.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrider.result.Outcome;
import dev.outrider.result.Outcome.Trouble;
import dev.outrider.run.RunSettings;
import dev.outrider.run.http.Cidr;
import dev.outrider.run.http.Targets;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A browser goes where its run goes: by the pins of its environment, and nowhere that is refused. */
class ReachTest {
    private final Vertx vertx = Vertx.vertx();

    @TempDir
    private Path folder;

    private Street street;
    private Ride ride;

    @BeforeEach
    void open() {
        Machine.assumeBrowser();
        street = new Street(vertx);
        RunSettings guarded = RunSettings.DEFAULT.withTargets(new Targets.Guarded(List.of(Cidr.of("127.0.0.1/32"))));
        ride = new Ride(street.url(), guarded, folder);
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
    void the_hosts_of_an_environment_are_pinned_for_the_browser_too() {
        street.page("/", "<p>here</p><script src='http://static.shop.test:%d/a.js'></script>".formatted(street.port()))
                .on("/a.js", request -> request.response().end("document.title = 'pinned';"));
        ride.environment("hosts: { '*.shop.test': { resolve: 127.0.0.1 } }\n");
        assertThat(ride.run(
                                "steps: [{ name: Go, browser: [{ goto: 'http://www.shop.test:%d/' }], expect: page.title == 'pinned' }]"
                                        .formatted(street.port()))
                        .outcome())
                .isEqualTo(new Outcome.Passed());
    }

    @Test
    void a_pin_to_where_nobody_may_go_is_an_error_of_ours() {
        ride.environment("hosts: { www.shop.test: { resolve: 127.0.0.2 } }\n");
        assertThat(ride.run("steps: [{ name: Go, browser: [{ goto: 'http://www.shop.test:%d/' }] }]"
                                .formatted(street.port()))
                        .outcome())
                .isInstanceOfSatisfying(
                        Outcome.Errored.class,
                        error -> assertThat(error.trouble()).isEqualTo(Trouble.POLICY));
    }

    @Test
    void a_frame_that_was_refused_is_ours_and_what_fails_beside_it_is_the_targets() {
        String refused = "<iframe name=ad src='http://127.0.0.2:%d/'></iframe>".formatted(street.port());
        street.page("/", refused + "<button>Buy</button>");
        assertThat(outcome("{ click: text=Sell }"))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.detail()).startsWith("there is no text=Sell to click"));
        assertThat(outcome("{ in: 'iframe[name=ad]', do: [{ click: text=Buy }] }"))
                .isInstanceOfSatisfying(
                        Outcome.Errored.class,
                        error -> assertThat(error.trouble()).isEqualTo(Trouble.POLICY));
        assertThat(outcome("{ click: text=Buy }")).isEqualTo(new Outcome.Passed());
    }

    private Outcome outcome(String act) {
        return ride.run("""
                steps:
                  - name: Act
                    browser: [{ goto: / }, %s]
                    timeout: 2s
                """.formatted(act)).outcome();
    }
}
