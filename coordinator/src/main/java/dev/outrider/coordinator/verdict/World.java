package dev.outrider.coordinator.verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/** The states of the world, out of those of its regions. */
public final class World {
    private World() {}

    /**
     * The world in [from, to).
     *
     * @param regions the states of every region that a version of that time expects, covering it
     */
    public static Strip<GlobalState> of(Rules rules, Map<String, Strip<RegionState>> regions, long from, long to) {
        NavigableSet<Long> edges = new TreeSet<>(rules.edges(from, to));
        edges.add(from);
        for (Strip<RegionState> region : regions.values()) {
            region.clip(from, to).segments().forEach(segment -> edges.add(segment.from()));
        }
        List<Segment<GlobalState>> segments = new ArrayList<>();
        for (long edge : edges) {
            Long next = edges.higher(edge);
            segments.add(new Segment<>(edge, next == null ? to : next, at(rules, regions, edge)));
        }
        return new Strip<>(segments);
    }

    private static GlobalState at(Rules rules, Map<String, Strip<RegionState>> regions, long instant) {
        Optional<Era> era = rules.at(instant);
        if (era.isEmpty()) {
            return GlobalState.OFF;
        }
        List<RegionState> states = new ArrayList<>();
        for (String name : era.get().regions()) {
            Strip<RegionState> region = regions.get(name);
            if (region == null) {
                throw new IllegalArgumentException("no states of " + name + ", which is expected at " + instant);
            }
            states.add(region.at(instant).orElseThrow().state());
        }
        return GlobalState.of(states, era.get().quorum());
    }
}
