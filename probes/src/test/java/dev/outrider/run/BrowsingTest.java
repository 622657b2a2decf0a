package dev.outrider.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrider.result.Outcome;
import dev.outrider.result.Outcome.Trouble;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.Test;

/** Browser steps where no module brings a browser. */
class BrowsingTest {
    private static final Vertx VERTX = Vertx.vertx(Runner.options());

    @Test
    void without_a_browser_a_step_is_an_error_that_says_what_to_install() {
        try (Shop shop = new Shop(VERTX)) {
            assertThat(new Ride(VERTX, shop).run("""
                            steps:
                              - name: Look
                                browser: [{ goto: / }]
                            """).outcome())
                    .isEqualTo(
                            new Outcome.Errored(
                                    Trouble.UNSUPPORTED,
                                    "there is no browser here: build the module probes/browser, or run an agent of the image outrider-agent-browser"));
        }
    }
}
