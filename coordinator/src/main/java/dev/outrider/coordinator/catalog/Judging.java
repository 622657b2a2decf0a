package dev.outrider.coordinator.catalog;

import dev.outrider.journey.Journey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the settings say about all journeys.
 *
 * @param regions that are expected to vote, in the order in which they are shown
 * @param environments whose journeys are watched
 * @param staleAfter the longest gap that is bridged; three intervals when not given
 */
public record Judging(List<String> regions, List<String> environments, Optional<Duration> staleAfter) {
    private static final int CONFIRM = 2;
    private static final int STALE_INTERVALS = 3;

    public Judging {
        regions = List.copyOf(regions);
        environments = List.copyOf(environments);
    }

    Version version(Entry entry, Instant from) {
        Journey journey = entry.journey();
        Duration interval = journey.schedule().interval();
        List<String> named = journey.schedule().regions();
        return new Version(
                entry.watch(),
                entry.bundle().digest(),
                from,
                Optional.empty(),
                interval,
                named.isEmpty()
                        ? regions
                        : regions.stream().filter(named::contains).toList(),
                journey.quorum(),
                CONFIRM,
                CONFIRM,
                staleAfter.orElse(interval.multipliedBy(STALE_INTERVALS)));
    }
}
