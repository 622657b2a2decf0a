package dev.outrider.coordinator.verdict;

import dev.outrider.coordinator.ingest.Report;
import java.util.Collection;
import java.util.List;
import java.util.Map;
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
        long begin = rules.begins();
        if (begin >= now) {
            return new History(now, Map.of(), Strip.empty(), List.of());
        }
        List<Report> winners = Verdict.winners(rules, reports).stream()
                .filter(report -> report.key().slot().toEpochMilli() < now)
                .toList();
        Map<String, List<Verdict>> verdicts = Verdict.byRegion(winners);
        Map<String, Strip<RegionState>> regions = new TreeMap<>();
        for (String region : rules.regions()) {
            RegionMachine machine = RegionMachine.start(rules, region);
            verdicts.getOrDefault(region, List.of()).forEach(machine::verdict);
            regions.put(region, machine.settle(now).states().clip(begin, now));
        }
        return new History(now, regions, World.of(rules, regions, begin, now), winners);
    }

    /** The world in [from, to), as far as it is known; off before the first version. */
    public Strip<GlobalState> world(long from, long to) {
        return world.window(from, Math.min(to, now), GlobalState.OFF);
    }

    /** A region in [from, to), as far as it is known; off before it was ever expected. */
    public Strip<RegionState> region(String region, long from, long to) {
        return regions.getOrDefault(region, Strip.empty()).window(from, Math.min(to, now), RegionState.OFF);
    }
}
