package dev.outrider.coordinator.timeline;

import dev.outrider.coordinator.catalog.Watch;
import dev.outrider.coordinator.verdict.GlobalState;
import dev.outrider.coordinator.verdict.RegionState;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a watch is now.
 *
 * @param regions those that the version in force expects, by name
 */
public record WatchState(Watch watch, GlobalState state, Instant since, Map<String, Region> regions) {
    public WatchState {
        regions = Collections.unmodifiableMap(new TreeMap<>(regions));
    }

    /**
     * What it is in one region.
     *
     * @param lastSlot of the newest result that says something about the target
     */
    public record Region(RegionState state, Instant since, Optional<Instant> lastSlot) {}
}
