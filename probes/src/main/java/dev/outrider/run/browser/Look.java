package dev.outrider.run.browser;

import dev.outrider.result.Outcome;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** What is to be seen in a window. */
public sealed interface Look {
    /**
     * A page, or a frame of one.
     *
     * @param html as it is now, with all that scripts made of it
     * @param vitals Web Vitals that are times, by name; those that were not observed are missing
     * @param shift Cumulative Layout Shift
     */
    record Seen(String url, String title, String html, Map<String, Duration> vitals, Optional<Double> shift)
            implements Look {}

    /** It does not let itself be looked at. */
    record Blind(Outcome.Failed why) implements Look {}
}
