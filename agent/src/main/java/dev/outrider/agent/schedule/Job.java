package dev.outrider.agent.schedule;

import dev.outrider.fleet.Plan;

/**
 * One journey that this agent is to run.
 *
 * @param epoch of the plan that says so
 */
public record Job(Plan.Assignment assignment, String region, long epoch) {
    /** What must not run twice at once on this agent. */
    String key() {
        return assignment.journey() + "@" + assignment.environment();
    }
}
