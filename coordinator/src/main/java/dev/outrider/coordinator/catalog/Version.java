package dev.outrider.coordinator.catalog;

import dev.outrider.journey.Quorum;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How a journey was watched in [from, to): the rules that judge the slots of that time.
 *
 * @param digest SHA-256 of the bundle; a result of another version is excluded
 * @param to empty while it is in force; a version that has ended without a next one means the journey is off
 * @param regions that are expected to vote: declared, never those that happen to be alive
 * @param confirmDown consecutive bad slots until down
 * @param confirmUp consecutive good slots until up
 * @param staleAfter the longest gap that is bridged
 */
public record Version(
        Watch watch,
        String digest,
        Instant from,
        Optional<Instant> to,
        Duration interval,
        List<String> regions,
        Quorum quorum,
        int confirmDown,
        int confirmUp,
        Duration staleAfter) {
    public Version {
        regions = List.copyOf(regions);
    }

    /** Whether it judges this slot. */
    public boolean covers(Instant slot) {
        return !slot.isBefore(from) && (to.isEmpty() || slot.isBefore(to.get()));
    }
}
