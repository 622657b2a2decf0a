package dev.outrider.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What one agent is to run. An empty list means: run nothing.
 *
 * @param epoch grows with every plan of a store, also when the store was lost
 * @param lease how long after its last welcome an agent may still begin (and must have ended) a mutating run
 */
public record Plan(
        String store, long epoch, String agent, String region, Duration lease, List<Assignment> assignments) {
    public Plan {
        assignments = List.copyOf(assignments);
    }

    /**
     * One journey to run.
     *
     * @param digest SHA-256 of its {@link Bundle}
     * @param phase of its slots: slot k is at phase + k · interval since the epoch of time
     * @param mutates whether it changes things at the target, and so needs the lease
     * @param notBefore no run for a slot before this instant: the lease of the agent that had it before
     */
    public record Assignment(
            String journey,
            String environment,
            String digest,
            Duration interval,
            Duration phase,
            boolean mutates,
            Instant notBefore) {}
}
