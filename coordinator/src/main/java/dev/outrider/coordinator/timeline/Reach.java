package dev.outrider.coordinator.timeline;

import java.time.Duration;

/**
 * How much of the past is at hand.
 *
 * @param hot held in memory of each region, at least
 * @param hotSlots or so many slots, when that is longer
 * @param lateStays how long more is held after something late came
 * @param raw how far back results are surely stored; older states are believed
 */
record Reach(Duration hot, int hotSlots, Duration lateStays, Duration raw) {
    static final Reach USUAL = new Reach(Duration.ofHours(1), 64, Duration.ofMinutes(10), Duration.ofHours(96));
}
