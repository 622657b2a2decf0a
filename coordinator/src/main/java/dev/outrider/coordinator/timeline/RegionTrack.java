package dev.outrider.coordinator.timeline;

import dev.outrider.coordinator.catalog.Watch;
import dev.outrider.coordinator.ingest.Report;
import dev.outrider.coordinator.verdict.RegionMachine;
import dev.outrider.coordinator.verdict.RegionState;
import dev.outrider.coordinator.verdict.Restart;
import dev.outrider.coordinator.verdict.Rules;
import dev.outrider.coordinator.verdict.Segment;
import dev.outrider.coordinator.verdict.Strip;
import dev.outrider.coordinator.verdict.Verdict;
import dev.outrider.coordinator.verdict.Winner;
import dev.outrider.result.Cause;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One watch in one region: its newest reports, what the machine knew before them, and the states that are stored. A
 * settlement folds only these; when something older comes, the reports around it are fetched from the store, and stay
 * for a while, because a spool brings more of its kind.
 */
final class RegionTrack {
    /** No result is stored that comes from further in the future. */
    private static final long AHEAD = Duration.ofHours(1).toMillis();

    private final Watch watch;
    private final String region;
    private final Reach reach;
    /** The winner of each slot, cause and version, from {@link #complete} on, or from the restart on if that is later. */
    private final NavigableMap<Place, Report> hot = new TreeMap<>(Place.ORDER);

    private @Nullable Restart base;
    private long complete = Segment.OPEN;
    private long dirty = Segment.OPEN;
    private long due = Segment.OPEN;
    private long nextDue = Segment.OPEN;
    private long keepUntil;
    private Strip<RegionState> stored = Strip.empty();

    RegionTrack(Watch watch, String region, Reach reach) {
        this.watch = watch;
        this.region = region;
        this.reach = reach;
    }

    /** Reports of two versions do not compete: which of them may speak is for the rules to say, and they change. */
    private record Place(long slot, Cause cause, String version) {
        static final Comparator<Place> ORDER = Comparator.comparingLong(Place::slot)
                .thenComparing(Place::cause)
                .thenComparing(Place::version);

        static Place of(Report report) {
            return new Place(report.key().slot().toEpochMilli(), report.key().cause(), report.version());
        }

        /** Before all that is at this slot or later. */
        static Place first(long slot) {
            return new Place(slot, Cause.SCHEDULE, "");
        }
    }

    String region() {
        return region;
    }

    /** All reports from this slot on are about to be offered, so that nothing from there on need be fetched. */
    void completeFrom(long slot) {
        complete = Math.min(complete, slot);
    }

    /** Takes a stored report. */
    void offer(Report report) {
        long slot = report.key().slot().toEpochMilli();
        if (slot < held()) {
            dirty(slot);
            return;
        }
        Place place = Place.of(report);
        Report before = hot.get(place);
        Report winner = before == null ? report : Winner.of(before, report);
        if (!winner.equals(before)) {
            hot.put(place, winner);
            dirty(slot);
        }
    }

    /** From where on reports are held in memory. */
    private long held() {
        return base == null ? complete : base.from();
    }

    /** Something at this instant is not as it was settled. */
    void dirty(long instant) {
        dirty = Math.min(dirty, instant);
    }

    /** Whether a settlement now could find other states than are stored. */
    boolean stale(long now) {
        return dirty < Segment.OPEN || due <= now;
    }

    long due() {
        return dirty < Segment.OPEN ? Long.MIN_VALUE : due;
    }

    /** The piece of the states known now that differs from what is stored; empty when nothing does. */
    Strip<RegionState> changes(Rules rules, Reports reports, TimelineStore store, long now) {
        Restart from = base;
        if (from == null || dirty < from.from()) {
            from = rebase(rules, reports, store, now);
        }
        RegionMachine machine = RegionMachine.resume(rules, region, from.memory());
        verdicts(rules, from.from(), now).forEach(machine::verdict);
        RegionMachine.Settled settled = machine.settle(now);
        Place ahead = hot.ceilingKey(Place.first(now));
        nextDue = Math.min(settled.due(), ahead == null ? Segment.OPEN : ahead.slot() + 1);
        return settled.states().changesFrom(stored);
    }

    /** The changes are stored: with their neighbours they are these segments. */
    void committed(Strip<RegionState> merged) {
        if (!merged.isEmpty()) {
            stored = stored.isEmpty() ? merged : stored.with(merged);
        }
    }

    /** Nothing is left to settle; what lies too far back is let go. */
    void settled(Rules rules, long now) {
        dirty = Segment.OPEN;
        due = nextDue;
        Restart from = base;
        if (from == null || hot.isEmpty() || now < keepUntil) {
            return;
        }
        long span = span(rules, now);
        long floor = Math.min(now, hot.lastKey().slot()) - span;
        if (floor - from.from() > span) {
            RegionMachine machine = RegionMachine.resume(rules, region, from.memory());
            verdicts(rules, from.from(), floor).forEach(machine::verdict);
            base = new Restart(machine.memory(), floor);
            letGo(floor);
            stored = stored.after(machine.memory().since());
        }
    }

    /** The states from an instant on as they are after these changes. */
    Strip<RegionState> statesFrom(long from, Strip<RegionState> changes, TimelineStore store) {
        boolean here = !stored.isEmpty() && stored.from() <= from;
        Strip<RegionState> before = here ? stored : stored(store, from);
        return before.isEmpty() ? changes : before.with(changes);
    }

    /** The state that lasts, and since when; none before the first settlement. */
    Optional<Segment<RegionState>> now() {
        return stored.isEmpty()
                ? Optional.empty()
                : Optional.of(stored.segments().getLast());
    }

    Optional<Instant> lastSlot() {
        return hot.descendingMap().values().stream()
                .filter(Report::countable)
                .findFirst()
                .map(report -> report.key().slot());
    }

    /** Goes back to where the past before the dirty slot no longer matters, fetching what is not at hand. */
    private Restart rebase(Rules rules, Reports reports, TimelineStore store, long now) {
        long at = dirty;
        long span = span(rules, at);
        long furthest = Math.min(now - reach.raw().toMillis(), at - span);
        Optional<Restart> found = complete <= at ? restart(rules, at) : Optional.empty();
        for (long back = span; found.isEmpty(); back *= 4) {
            fetch(reports, Math.max(at - back, furthest), Math.min(complete, now + AHEAD));
            found = restart(rules, at);
            if (found.isEmpty() && complete <= furthest) {
                found = Optional.of(Restart.believing(complete, believed(store)));
            }
        }
        if (at < now - span) {
            keepUntil = now + reach.lateStays().toMillis();
        }
        base = found.get();
        letGo(base.from());
        stored = stored(store, base.memory().since());
        return base;
    }

    private Optional<Restart> restart(Rules rules, long at) {
        return Restart.before(rules, region, verdicts(rules, complete, Segment.OPEN), complete, at);
    }

    private void fetch(Reports reports, long from, long to) {
        for (Report report : reports.of(watch, Instant.ofEpochMilli(from), Instant.ofEpochMilli(to))) {
            if (report.key().region().equals(region)) {
                hot.merge(Place.of(report), report, Winner::of);
            }
        }
        complete = Math.min(complete, from);
    }

    private void letGo(long before) {
        complete = Math.max(complete, before);
        hot.headMap(Place.first(before), false).clear();
    }

    private RegionState believed(TimelineStore store) {
        return stored(store, complete).at(complete).map(Segment::state).orElse(RegionState.NODATA);
    }

    private Strip<RegionState> stored(TimelineStore store, long from) {
        return store.strip(watch, region, from, Segment.OPEN).map(RegionState::of);
    }

    private List<Verdict> verdicts(Rules rules, long from, long to) {
        return hot.subMap(Place.first(from), true, Place.first(to), false).values().stream()
                .filter(Report::countable)
                .filter(rules::admits)
                .map(Verdict::of)
                .toList();
    }

    private long span(Rules rules, long instant) {
        return Math.max(reach.hot().toMillis(), reach.hotSlots() * rules.interval(instant));
    }
}
