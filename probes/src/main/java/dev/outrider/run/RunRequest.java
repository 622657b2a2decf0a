package dev.outrider.run;

import dev.outrider.result.RunResult;
import java.time.Duration;

/**
 * Who asks for a run, and where its result counts.
 *
 * @param version SHA-256 of the bundle, in hex
 * @param epoch of the plan that asked for it, 0 when a person did
 * @param attempt from 1; of the same run the last counts
 * @param clockOffset what is to be added to our clock
 * @param evidence whether it is kept of a run that passed too
 */
public record RunRequest(
        RunResult.Key key,
        String runId,
        String version,
        String agent,
        long epoch,
        int attempt,
        Duration clockOffset,
        Keep evidence) {}
