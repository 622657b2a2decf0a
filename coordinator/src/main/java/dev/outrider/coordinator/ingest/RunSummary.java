package dev.outrider.coordinator.ingest;

import dev.outrider.result.Outcome;
import dev.outrider.result.RunResult;
import dev.outrider.result.StepResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * A run as lists and the live stream show it: one line.
 *
 * @param outcome the word: pass, degraded, fail, error, skipped
 * @param failedStep the first step that failed or erred; clean-up only when nothing before it did
 * @param fault the word for where the target broke, or for what of ours was in the way
 * @param detail a sentence, empty when there is nothing to say
 */
public record RunSummary(
        RunResult.Key key,
        String runId,
        String agent,
        Instant startedAt,
        Duration elapsed,
        String outcome,
        Optional<String> failedStep,
        Optional<String> fault,
        Optional<String> detail,
        int attempt,
        long epoch) {
    public static RunSummary of(RunResult run) {
        return new RunSummary(
                run.key(),
                run.runId(),
                run.agent(),
                run.startedAt(),
                run.duration(),
                run.outcome().word(),
                failedStep(run),
                fault(run.outcome()),
                detail(run.outcome()),
                run.attempt(),
                run.epoch());
    }

    private static Optional<String> failedStep(RunResult run) {
        return run.steps().stream()
                .filter(step -> broken(step.outcome()))
                .map(StepResult::name)
                .findFirst();
    }

    private static boolean broken(Outcome outcome) {
        return outcome instanceof Outcome.Failed || outcome instanceof Outcome.Errored;
    }

    /** The word for where it broke. */
    public static Optional<String> fault(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Failed failed -> Optional.of(word(failed.fault()));
            case Outcome.Errored errored -> Optional.of(word(errored.trouble()));
            case Outcome.Passed passed -> Optional.empty();
            case Outcome.Degraded degraded -> Optional.empty();
            case Outcome.Skipped skipped -> Optional.empty();
        };
    }

    /** What there is to say about it. */
    public static Optional<String> detail(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Failed failed -> Optional.of(failed.detail());
            case Outcome.Errored errored -> Optional.of(errored.detail());
            case Outcome.Passed passed -> Optional.empty();
            case Outcome.Degraded degraded -> Optional.of(String.join("; ", degraded.reasons()));
            case Outcome.Skipped skipped -> Optional.of(skipped.reason());
        };
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
