package dev.outrider.coordinator.timeline;

import dev.outrider.coordinator.catalog.Watch;
import dev.outrider.coordinator.verdict.State;
import java.time.Instant;
import java.util.Optional;

/**
 * The present state became another one. What late results change in the past alone is none.
 *
 * @param region empty for the world
 * @param since when it began, by the slots
 * @param at when it was known
 */
public record Transition(Watch watch, Optional<String> region, State from, State to, Instant since, Instant at) {}
