package dev.outrider.agent.schedule;

import dev.outrider.result.RunResult;
import java.time.Instant;

/** Makes one run. */
@FunctionalInterface
public interface Runs {
    /**
     * Blocks until the run is over, clean-up included. An interrupt ends the main part, not the clean-up. Never throws for
     * what it finds; what is ours is an outcome too.
     */
    RunResult run(Job job, Instant slot, String runId);
}
