package dev.outrider.result;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What one run found, and all that says where it counts.
 *
 * @param key what it is a report of
 * @param runId {@link RunId}: begins with its slot, so that it can be found by it
 * @param version SHA-256 of the bundle that was run, in hex
 * @param epoch of the plan that asked for it
 * @param attempt from 1; of the same run the last counts
 * @param startedAt by the agent's corrected clock
 * @param clockOffset what was added to the agent's own clock
 * @param strain how this process was held up during the run
 * @param cleanupFailed whether a step of {@code finally} failed: never part of the verdict
 * @param trace id of the W3C trace context that the run sent
 */
public record RunResult(
        Key key,
        String runId,
        String version,
        String agent,
        long epoch,
        int attempt,
        Instant startedAt,
        Duration duration,
        Duration clockOffset,
        Strain strain,
        Outcome outcome,
        boolean cleanupFailed,
        String trace,
        List<StepResult> steps,
        Evidence evidence) {
    public RunResult {
        steps = List.copyOf(steps);
    }

    /** The same finding, with other evidence. */
    public RunResult withEvidence(Evidence other) {
        return new RunResult(
                key,
                runId,
                version,
                agent,
                epoch,
                attempt,
                startedAt,
                duration,
                clockOffset,
                strain,
                outcome,
                cleanupFailed,
                trace,
                steps,
                other);
    }

    /**
     * One winner a key.
     *
     * @param journey the id in the script
     * @param slot the planned instant
     */
    public record Key(String journey, String environment, String region, Instant slot, Cause cause) {}
}
