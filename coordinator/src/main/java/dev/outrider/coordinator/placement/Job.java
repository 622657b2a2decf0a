package dev.outrider.coordinator.placement;

import dev.outrider.coordinator.catalog.Watch;
import java.time.Duration;

/**
 * A journey that one agent of a region is to run.
 *
 * @param digest SHA-256 of its bundle
 */
public record Job(Watch watch, String region, String digest, Duration interval, boolean mutates) {
    /** What has at most one holder. */
    Place place() {
        return new Place(watch, region);
    }

    /** A watch in a region. */
    record Place(Watch watch, String region) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            int byRegion = region.compareTo(other.region);
            return byRegion != 0 ? byRegion : watch.compareTo(other.watch);
        }
    }
}
