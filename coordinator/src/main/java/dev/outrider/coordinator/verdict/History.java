package dev.outrider.coordinator.verdict;

import dev.outrider.coordinator.ingest.Report;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The whole history of a watch as far as it is known: a function of its rules, the set of its reports, and now.
 *
 * @param now in UTC epoch milliseconds; slots from it on are not known yet
 * @param regions the states of each region from the first version until now
 * @param world those of the world
 * @param winners the report of each key that counts
 */
public record History(
        long now, Map<String, Strip<RegionState>> regions, Strip<GlobalState> world, List<Report> winners) {
    /** The history of these reports, whatever their order. */
    public static History of(Rules rules, Collection<Report> reports, long now) {
        Optional<Era> first = rules.first().filter(era -> era.from() < now);
        if (first.isEmpty()) {
            return new History(now, Map.of(), new Strip<>(List.of()), List.of());
        }
        List<Report> winners = Verdict.winners(rules, reports).stream()
                .filter(report -> report.key().slot().toEpochMilli() < now)
                .toList();
        Map<String, List<Verdict>> verdicts = Verdict.byRegion(winners);
        Map<String, Strip<RegionState>> regions = new TreeMap<>();
        for (String region : rules.regions()) {
            RegionMachine machine = RegionMachine.start(rules, region);
            verdicts.getOrDefault(region, List.of()).forEach(machine::verdict);
            regions.put(region, machine.settle(now).states().clip(first.get().from(), now));
        }
        return new History(now, regions, World.of(rules, regions, first.get().from(), now), winners);
    }

    /** The world in [from, to), as far as it is known; off before the first version. */
    public Strip<GlobalState> world(long from, long to) {
        return window(world, GlobalState.OFF, from, to);
    }

    /** A region in [from, to), as far as it is known; off before it was ever expected. */
    public Strip<RegionState> region(String region, long from, long to) {
        return window(regions.getOrDefault(region, new Strip<>(List.of())), RegionState.OFF, from, to);
    }

    private <S> Strip<S> window(Strip<S> strip, S off, long from, long to) {
        long end = Math.min(to, now);
        if (from >= end) {
            return new Strip<>(List.of());
        }
        long begin = strip.isEmpty() ? end : Math.min(end, strip.from());
        List<Segment<S>> segments = new ArrayList<>();
        if (from < begin) {
            segments.add(new Segment<>(from, begin, off));
        }
        segments.addAll(strip.clip(from, end).segments());
        return new Strip<>(segments);
    }
}
