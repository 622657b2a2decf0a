package dev.outrider.result;

import java.time.Duration;
import java.util.Optional;

/**
 * How the process that watched was itself held up meanwhile: its times may be wrong by as much.
 *
 * @param lag the longest that an event loop was late
 * @param pause the longest that the whole process stood still, whoever stopped it
 * @param collecting what garbage collection took, all together
 * @param throttled what its cgroup kept it from the processor, all together; empty where nobody says
 */
public record Strain(Duration lag, Duration pause, Duration collecting, Optional<Duration> throttled) {
    public static final Strain NONE = new Strain(Duration.ZERO, Duration.ZERO, Duration.ZERO, Optional.empty());
}
