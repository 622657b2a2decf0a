package dev.outrider.browser;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.microsoft.playwright.Frame;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.LoadState;
import com.microsoft.playwright.options.WaitForSelectorState;
import dev.outrider.result.Outcome.Failed;
import dev.outrider.result.Outcome.Fault;
import dev.outrider.run.browser.Look;
import dev.outrider.run.http.Deadline;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One look at a page or a frame: all that expressions may read of it, as it is at that moment. */
final class Glance {
    private static final String LOOK = Resource.text("look.js");
    /** How long a page may go on loading pictures before it is looked at all the same. */
    private static final Duration LOADING = Duration.ofSeconds(3);

    private Glance() {}

    static Look at(Frame frame, boolean measured, Deadline deadline) {
        try {
            loaded(frame, Deadline.in(LOADING).orSooner(deadline));
            return seen(frame, measured, deadline);
        } catch (TimeoutError busy) {
            return new Look.Blind(new Failed(
                    Fault.TIMEOUT,
                    "the page does not answer within %s: its own scripts keep it busy".formatted(deadline.limit())));
        }
    }

    private static void loaded(Frame frame, Deadline patience) {
        try {
            frame.waitForLoadState(
                    LoadState.LOAD, new Frame.WaitForLoadStateOptions().setTimeout(Acts.millis(patience)));
        } catch (TimeoutError stillLoading) {
            // A counter or a picture that hangs keeps no customer from the page.
        }
    }

    /** A page may go away while it is looked at; then the next one is. */
    private static Look.Seen seen(Frame frame, boolean measured, Deadline deadline) {
        while (true) {
            Locator root = frame.locator(":root");
            root.waitFor(new Locator.WaitForOptions()
                    .setState(WaitForSelectorState.ATTACHED)
                    .setTimeout(Acts.millis(deadline)));
            try {
                return seen(new Gson().fromJson((String) root.evaluate(LOOK, measured), JsonObject.class));
            } catch (PlaywrightException navigated) {
                if (!Reasons.message(navigated).contains("context was destroyed") || deadline.passed()) {
                    throw navigated;
                }
            }
        }
    }

    private static Look.Seen seen(JsonObject page) {
        JsonObject observed = page.getAsJsonObject("vitals");
        Map<String, Duration> vitals = new HashMap<>();
        for (String name : List.of("lcp", "fcp", "inp", "ttfb")) {
            if (observed.has(name)) {
                vitals.put(name, Duration.ofNanos((long) (observed.get(name).getAsDouble() * 1e6)));
            }
        }
        return new Look.Seen(
                page.get("url").getAsString(),
                page.get("title").getAsString(),
                page.get("html").getAsString(),
                vitals,
                observed.has("cls") ? Optional.of(observed.get("cls").getAsDouble()) : Optional.empty());
    }
}
