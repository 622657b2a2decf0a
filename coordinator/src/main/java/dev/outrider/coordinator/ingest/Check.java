package dev.outrider.coordinator.ingest;

import dev.outrider.fleet.Batch;
import dev.outrider.result.RunId;
import dev.outrider.result.RunResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether a result can be one. Pure: the same result at the same time always gets the same answer. */
final class Check {
    /** History is settled again for so long; what comes later is refused for ever. */
    static final Duration OLDEST = Duration.ofDays(3);

    private static final Duration FUTURE = Duration.ofSeconds(5);
    private static final int LONGEST_NAME = 200;
    private static final int MOST_STEPS = 500;

    private Check() {}

    /** What becomes of a result. */
    sealed interface Finding {
        /** Stored. */
        record Good() implements Finding {}

        /** Never stored, and nobody's mistake: too late to change history. */
        record Late(String reason) implements Finding {}

        /** Never stored, and kept aside with the reason. */
        record Poison(String reason) implements Finding {}
    }

    static Finding of(RunResult run, Batch batch, Slots slots, Instant now) {
        String reason = reason(run, batch, slots, now);
        if (!reason.isEmpty()) {
            return new Finding.Poison(reason);
        }
        return run.key().slot().isBefore(now.minus(OLDEST))
                ? new Finding.Late("older than %d h: history is settled".formatted(OLDEST.toHours()))
                : new Finding.Good();
    }

    private static String reason(RunResult run, Batch batch, Slots slots, Instant now) {
        RunResult.Key key = run.key();
        if (!run.agent().equals(batch.agent()) || !key.region().equals(batch.region())) {
            return "it is of %s in %s, its batch of %s in %s"
                    .formatted(run.agent(), key.region(), batch.agent(), batch.region());
        }
        if (!RunId.slot(run.runId()).equals(Optional.of(key.slot()))) {
            return "its id '%s' is not one of its slot %s".formatted(run.runId(), key.slot());
        }
        if (key.slot().isAfter(now.plus(FUTURE)) || run.startedAt().isAfter(now.plus(FUTURE))) {
            return "it is more than %d s in the future: slot %s, started %s"
                    .formatted(FUTURE.toSeconds(), key.slot(), run.startedAt());
        }
        if (run.attempt() < 1 || run.duration().isNegative()) {
            return "attempt %d, duration %s".formatted(run.attempt(), run.duration());
        }
        if (run.steps().size() > MOST_STEPS || longest(run) > LONGEST_NAME) {
            return "it has %d steps, and a name of %d characters"
                    .formatted(run.steps().size(), longest(run));
        }
        return slots.isSlot(run)
                ? ""
                : "version %s has no slot at %s in %s".formatted(run.version(), key.slot(), key.region());
    }

    private static int longest(RunResult run) {
        RunResult.Key key = run.key();
        return Stream.of(key.journey(), key.environment(), key.region(), run.runId(), run.version(), run.trace())
                .mapToInt(String::length)
                .max()
                .orElse(0);
    }
}
