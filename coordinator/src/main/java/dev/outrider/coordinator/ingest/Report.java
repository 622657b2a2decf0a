package dev.outrider.coordinator.ingest;

import dev.outrider.result.RunResult;
import java.time.Instant;

/**
 * What a verdict needs of a stored result; several may share a key, and one of them wins.
 *
 * @param outcome the word: pass, degraded, fail, error, skipped
 */
public record Report(
        RunResult.Key key,
        String runId,
        String version,
        String agent,
        long epoch,
        int attempt,
        Instant receivedAt,
        String outcome) {
    /** Whether it is evidence about the target. */
    public boolean countable() {
        return switch (outcome) {
            case "pass", "degraded", "fail" -> true;
            default -> false;
        };
    }

    /** Whether a customer was served. */
    public boolean good() {
        return outcome.equals("pass") || outcome.equals("degraded");
    }
}
