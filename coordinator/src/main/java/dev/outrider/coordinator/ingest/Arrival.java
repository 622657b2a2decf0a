package dev.outrider.coordinator.ingest;

import dev.outrider.result.RunResult;
import java.time.Instant;

/** A result that was committed and was not there before: what a verdict needs of it, and what a list shows. */
public record Arrival(Report report, RunSummary summary) {
    static Arrival of(RunResult run, Instant receivedAt) {
        Report report = new Report(
                run.key(),
                run.runId(),
                run.version(),
                run.agent(),
                run.epoch(),
                run.attempt(),
                receivedAt,
                run.outcome().word());
        return new Arrival(report, RunSummary.of(run));
    }
}
