package dev.outrider.coordinator.ingest;

import dev.outrider.result.RunResult;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** Knows the slots of the versions that were ever in force. */
@FunctionalInterface
public interface Slots {
    /** False when it is certainly none; a version that nobody knows any more may have any. */
    boolean isSlot(RunResult run);

    /** Those of versions that are known by their digest and interval; any slot is one of another version. */
    static Slots of(Function<String, Optional<Duration>> intervals) {
        return run -> intervals
                .apply(run.version())
                .map(interval -> Grid.holds(run, interval))
                .orElse(true);
    }
}
