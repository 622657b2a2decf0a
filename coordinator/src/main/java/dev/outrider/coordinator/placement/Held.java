package dev.outrider.coordinator.placement;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A job and who has it.
 *
 * @param notBefore no run for a slot before this instant, whole milliseconds
 */
public record Held(Job job, String agent, Instant notBefore) {
    public Held {
        notBefore = notBefore.truncatedTo(ChronoUnit.MILLIS);
    }
}
