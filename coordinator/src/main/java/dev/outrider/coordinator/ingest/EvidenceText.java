package dev.outrider.coordinator.ingest;

import dev.outrider.fleet.ResultCodec;
import dev.outrider.result.Evidence;
import dev.outrider.result.RunResult;
import java.nio.charset.StandardCharsets;

/** Evidence as it stands in its table: the wire's JSON. */
final class EvidenceText {
    private EvidenceText() {}

    /** Empty when there is none. */
    static String of(Evidence evidence) {
        return evidence.isEmpty() ? "" : new String(ResultCodec.encode(evidence), StandardCharsets.UTF_8);
    }

    static RunResult with(RunResult run, String text) {
        return new RunResult(
                run.key(),
                run.runId(),
                run.version(),
                run.agent(),
                run.epoch(),
                run.attempt(),
                run.startedAt(),
                run.duration(),
                run.clockOffset(),
                run.strain(),
                run.outcome(),
                run.cleanupFailed(),
                run.trace(),
                run.steps(),
                ResultCodec.evidence(text.getBytes(StandardCharsets.UTF_8)));
    }
}
