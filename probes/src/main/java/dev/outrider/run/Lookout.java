package dev.outrider.run;

import dev.outrider.journey.Journey;
import dev.outrider.result.Outcome;
import dev.outrider.result.Outcome.Trouble;
import dev.outrider.run.browser.BrowserFailed;
import dev.outrider.run.browser.Browsers;
import dev.outrider.run.browser.Window;
import dev.outrider.run.http.Deadline;
import dev.outrider.run.net.Doorway;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The window of a run that has browser steps: opened before its clock starts, since starting a browser is no customer's time. */
final class Lookout implements AutoCloseable {
    /** How long a run may wait for a window that others have. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final Outcome.Errored ENDED =
            new Outcome.Errored(Trouble.BROWSER, "the browser ended before this step");

    private @Nullable Window window;
    private final Outcome.Errored trouble;

    private Lookout(@Nullable Window window, Outcome.Errored trouble) {
        this.window = window;
        this.trouble = trouble;
    }

    /**
     * For a journey that has such steps; without any, none.
     *
     * @param doorway to what the run's own steps reach
     */
    static Lookout of(Journey journey, Browsers browsers, Doorway doorway) {
        if (!journey.browses()) {
            return new Lookout(null, ENDED);
        }
        try {
            return new Lookout(browsers.open(doorway, Deadline.in(PATIENCE)), ENDED);
        } catch (BrowserFailed failed) {
            return new Lookout(null, failed.outcome());
        } catch (InterruptedException shutdown) {
            Thread.currentThread().interrupt();
            return new Lookout(null, new Outcome.Errored(Trouble.SHUTDOWN, "this process was told to stop"));
        }
    }

    Optional<Window> window() {
        return Optional.ofNullable(window);
    }

    /** Why there is no window, or none any more. */
    Outcome.Errored trouble() {
        return trouble;
    }

    @Override
    public void close() {
        if (window != null) {
            window.close();
            window = null;
        }
    }
}
