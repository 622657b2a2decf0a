package dev.outrider.coordinator.verdict;

import java.util.Set;

/**
 * Time that was declared not to count, [from, to) in UTC epoch milliseconds.
 *
 * @param regions where; empty means everywhere
 */
public record Maintenance(long from, long to, Set<String> regions) {
    public Maintenance {
        regions = Set.copyOf(regions);
    }

    boolean covers(String region, long instant) {
        return from <= instant && instant < to && (regions.isEmpty() || regions.contains(region));
    }
}
