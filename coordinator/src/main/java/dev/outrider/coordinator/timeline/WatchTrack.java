package dev.outrider.coordinator.timeline;

import dev.outrider.coordinator.catalog.Watch;
import dev.outrider.coordinator.ingest.Report;
import dev.outrider.coordinator.timeline.TimelineStore.Change;
import dev.outrider.coordinator.verdict.GlobalState;
import dev.outrider.coordinator.verdict.RegionState;
import dev.outrider.coordinator.verdict.Rules;
import dev.outrider.coordinator.verdict.Segment;
import dev.outrider.coordinator.verdict.State;
import dev.outrider.coordinator.verdict.Strip;
import dev.outrider.coordinator.verdict.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One watch: its rules, its regions, and the world that they make. */
final class WatchTrack {
    private final Watch watch;
    private final Reach reach;
    private final Map<String, RegionTrack> regions = new TreeMap<>();
    private Rules rules = new Rules(List.of(), List.of());
    /** From when on the rules are others than those of the settlement. */
    private long ruled = Segment.OPEN;
    /** Until when edges of the rules are in the world. */
    private long until = Long.MIN_VALUE;

    private Optional<Segment<GlobalState>> world;

    WatchTrack(Watch watch, TimelineStore store, Reach reach) {
        this.watch = watch;
        this.reach = reach;
        Strip<String> last = store.strip(watch, TimelineStore.WORLD, Segment.OPEN - 1, Segment.OPEN);
        this.world = last.map(GlobalState::of).segments().stream().findFirst();
    }

    /**
     * What a settlement found, before it is stored.
     *
     * @param regions what changed, for those in which something did
     */
    record Draft(WatchTrack track, Map<String, Strip<RegionState>> regions, Strip<GlobalState> world) {
        /** As it is stored: the regions, then the world. */
        List<Change> changes() {
            List<Change> changes = new ArrayList<>();
            regions.forEach((region, patch) -> changes.add(new Change(track.watch, region, patch.map(State::word))));
            if (!world.isEmpty()) {
                changes.add(new Change(track.watch, TimelineStore.WORLD, world.map(State::word)));
            }
            return changes;
        }
    }

    Watch watch() {
        return watch;
    }

    /**
     * The rules from now on; what they judge otherwise is settled again.
     *
     * @param sure until when the states that are stored were settled by these rules, should there be any
     */
    void rule(Rules changed, long sure) {
        boolean known = rules.regions().isEmpty() && world.isPresent();
        long from = known ? Math.max(sure, changed.begins()) : changed.differFrom(rules);
        rules = changed;
        until = known ? from : until;
        ruled = Math.min(ruled, from);
        regions.keySet().retainAll(rules.regions());
        for (String region : rules.regions()) {
            regions.computeIfAbsent(region, name -> new RegionTrack(watch, name, reach));
        }
        regions.values().forEach(region -> region.dirty(from));
    }

    /** All stored reports from this slot on are about to be offered. */
    void completeFrom(long slot) {
        regions.values().forEach(region -> region.completeFrom(slot));
    }

    /** Takes a stored report; one of a region that nobody ever expected says nothing. */
    void offer(Report report) {
        RegionTrack region = regions.get(report.key().region());
        if (region != null) {
            region.offer(report);
        }
    }

    boolean stale(long now) {
        return worldFrom(now) < now || regions.values().stream().anyMatch(region -> region.stale(now));
    }

    /** What is otherwise now than it is stored. */
    Draft draft(Reports reports, TimelineStore store, long now) {
        Map<String, Strip<RegionState>> changes = new TreeMap<>();
        for (RegionTrack region : regions.values()) {
            if (region.stale(now)) {
                Strip<RegionState> changed = region.changes(rules, reports, store, now);
                if (!changed.isEmpty()) {
                    changes.put(region.region(), changed);
                }
            }
        }
        return new Draft(this, changes, world(changes, store, now));
    }

    private Strip<GlobalState> world(Map<String, Strip<RegionState>> changes, TimelineStore store, long now) {
        long from = Math.max(worldFrom(now), rules.begins());
        long to = from < now ? Segment.OPEN : Long.MIN_VALUE;
        for (Strip<RegionState> change : changes.values()) {
            from = Math.min(from, change.from());
            to = Math.max(to, change.to());
        }
        if (from >= to) {
            return Strip.empty();
        }
        Map<String, Strip<RegionState>> states = new TreeMap<>();
        for (RegionTrack region : regions.values()) {
            states.put(
                    region.region(),
                    region.statesFrom(from, changes.getOrDefault(region.region(), Strip.empty()), store));
        }
        Strip<GlobalState> known = World.of(rules, states, from, Math.min(to, now));
        return to == Segment.OPEN ? known.opened() : known;
    }

    /** From when on the rules alone may have changed the world since the last settlement. */
    private long worldFrom(long now) {
        long edge = rules.nextEdge(until);
        return Math.min(ruled, edge < now ? edge : Segment.OPEN);
    }

    /** The draft is stored, and this is what now stands there: the regions, then the world, as in {@link Draft#changes}. */
    List<Transition> commit(Draft draft, List<Strip<String>> merged, long now) {
        List<Transition> transitions = new ArrayList<>();
        int i = 0;
        for (String name : draft.regions().keySet()) {
            RegionTrack region = regions.get(name);
            if (region != null) {
                Optional<Segment<RegionState>> before = region.now();
                region.committed(merged.get(i).map(RegionState::of));
                transition(Optional.of(name), before, region.now(), RegionState.OFF, now)
                        .ifPresent(transitions::add);
            }
            i++;
        }
        if (!draft.world().isEmpty()) {
            Segment<GlobalState> last =
                    merged.get(i).map(GlobalState::of).segments().getLast();
            if (last.to() == Segment.OPEN) {
                transition(Optional.empty(), world, Optional.of(last), GlobalState.OFF, now)
                        .ifPresent(transitions::add);
                world = Optional.of(last);
            }
        }
        regions.values().forEach(region -> region.settled(rules, now));
        ruled = Segment.OPEN;
        until = now;
        return transitions;
    }

    /** What it is; none before its first settlement. */
    Optional<WatchState> state(long now) {
        Map<String, WatchState.Region> states = new TreeMap<>();
        for (String name : rules.regions(now)) {
            RegionTrack region = regions.get(name);
            if (region != null) {
                region.now()
                        .ifPresent(segment -> states.put(
                                name,
                                new WatchState.Region(
                                        segment.state(), Instant.ofEpochMilli(segment.from()), region.lastSlot())));
            }
        }
        return world.map(
                segment -> new WatchState(watch, segment.state(), Instant.ofEpochMilli(segment.from()), states));
    }

    private <S extends State> Optional<Transition> transition(
            Optional<String> region, Optional<Segment<S>> before, Optional<Segment<S>> after, S never, long now) {
        State from = before.isPresent() ? before.get().state() : never;
        if (after.isEmpty() || from.equals(after.get().state())) {
            return Optional.empty();
        }
        return Optional.of(new Transition(
                watch,
                region,
                from,
                after.get().state(),
                Instant.ofEpochMilli(after.get().from()),
                Instant.ofEpochMilli(now)));
    }
}
