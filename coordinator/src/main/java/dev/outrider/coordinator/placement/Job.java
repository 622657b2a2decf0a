package dev.outrider.coordinator.placement;

import dev.outrider.coordinator.catalog.Catalog;
import dev.outrider.coordinator.catalog.Watch;
import java.time.Duration;
import java.util.List;

/**
 * A journey that one agent of a region is to run.
 *
 * @param digest SHA-256 of its bundle
 * @param browses whether only an agent with a browser can run it
 */
public record Job(Watch watch, String region, String digest, Duration interval, boolean mutates, boolean browses) {
    /** All that is watched now, in every region that votes on it. */
    public static List<Job> of(Catalog catalog) {
        return catalog.entries().values().stream()
                .flatMap(entry -> catalog.version(entry.watch()).stream()
                        .flatMap(version -> version.regions().stream()
                                .map(region -> new Job(
                                        version.watch(),
                                        region,
                                        version.digest(),
                                        version.interval(),
                                        entry.journey().mutates(),
                                        entry.journey().browses()))))
                .toList();
    }

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
