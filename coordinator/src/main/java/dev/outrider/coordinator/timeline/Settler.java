package dev.outrider.coordinator.timeline;

import dev.outrider.coordinator.catalog.Watch;
import dev.outrider.coordinator.ingest.Report;
import dev.outrider.coordinator.timeline.TimelineStore.Change;
import dev.outrider.coordinator.timeline.WatchTrack.Draft;
import dev.outrider.coordinator.verdict.Rules;
import dev.outrider.coordinator.verdict.Strip;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Settles all watches. Not for several threads, but for {@link #state}. When the store fails nothing is lost: what was
 * not settled is tried again with the next settlement.
 */
final class Settler {
    /** A result is handed over within seconds of its receipt; the mark stays behind by far more. */
    static final Duration MARGIN = Duration.ofMinutes(10);

    private static final Duration MARK_EVERY = Duration.ofMinutes(1);
    /** Enough before the first unsettled slot to find a restart for nearly all. */
    private static final Duration LEAD = Duration.ofHours(1);

    private static final Duration PAGE = Duration.ofHours(1);

    private final TimelineStore store;
    private final Reports reports;
    private final Reach reach;
    private final Map<Watch, WatchTrack> tracks = new TreeMap<>();
    private final Map<Watch, WatchState> states = new ConcurrentHashMap<>();
    /** All that was received until then had been settled when this process began. */
    private Instant sure = Instant.EPOCH;

    private Instant marked = Instant.MIN;
    private long latest = Long.MIN_VALUE;

    Settler(TimelineStore store, Reports reports, Reach reach) {
        this.store = store;
        this.reports = reports;
        this.reach = reach;
    }

    /**
     * Takes the rules of all watches, and all that is stored and was perhaps not settled before this process began. To be
     * called once, before all else.
     */
    void start(Map<Watch, Rules> rules, Instant now) {
        Optional<Instant> mark = store.settledUntil();
        Optional<Instant> oldest = reports.oldestReceivedSince(mark.orElse(Instant.EPOCH));
        sure = mark.orElse(oldest.orElse(now));
        rules.forEach(this::rule);
        catchUp(oldest, now);
    }

    private void catchUp(Optional<Instant> oldest, Instant now) {
        Instant lead = sure.minus(LEAD);
        tracks.values().forEach(track -> track.completeFrom(lead.toEpochMilli()));
        Instant from = oldest.filter(lead::isAfter).orElse(lead);
        while (from.isBefore(now.plus(PAGE))) {
            for (Report report : reports.all(from, from.plus(PAGE))) {
                if (!report.key().slot().isBefore(lead) || !report.receivedAt().isBefore(sure)) {
                    report(report);
                }
            }
            from = from.plus(PAGE);
        }
    }

    /** The rules of a watch, for all of its time. */
    void rule(Watch watch, Rules rules) {
        WatchTrack track = tracks.get(watch);
        if (track == null) {
            track = new WatchTrack(watch, store, reach);
            tracks.put(watch, track);
        }
        track.rule(rules, sure.toEpochMilli());
    }

    /** Takes a report that is stored; one of a watch without rules waits in the store for them. */
    void report(Report report) {
        WatchTrack track =
                tracks.get(new Watch(report.key().journey(), report.key().environment()));
        if (track != null) {
            track.offer(report);
        }
    }

    /**
     * Brings all states to what is known at this instant, in one transaction.
     *
     * @return what became otherwise at present; already stored
     */
    List<Transition> settle(Instant at) {
        long now = Math.max(latest, at.toEpochMilli());
        latest = now;
        List<Draft> drafts = new ArrayList<>();
        for (WatchTrack track : tracks.values()) {
            if (track.stale(now)) {
                drafts.add(track.draft(reports, store, now));
            }
        }
        List<Transition> transitions = store(drafts, now);
        for (Draft draft : drafts) {
            draft.track().state(now).ifPresent(state -> states.put(state.watch(), state));
        }
        return transitions;
    }

    /** What a watch was at the last settlement. From any thread. */
    Optional<WatchState> state(Watch watch) {
        return Optional.ofNullable(states.get(watch));
    }

    private List<Transition> store(List<Draft> drafts, long now) {
        List<Change> changes =
                drafts.stream().flatMap(draft -> draft.changes().stream()).toList();
        Instant mark = Instant.ofEpochMilli(now).minus(MARGIN);
        boolean due = marked.equals(Instant.MIN) || !mark.isBefore(marked.plus(MARK_EVERY));
        List<Strip<String>> merged = List.of();
        if (due || !changes.isEmpty()) {
            merged = store.write(changes, due ? Optional.of(mark) : Optional.empty());
            marked = due ? mark : marked;
        }
        List<Transition> transitions = new ArrayList<>();
        int next = 0;
        for (Draft draft : drafts) {
            int end = next + draft.changes().size();
            transitions.addAll(draft.track().commit(draft, merged.subList(next, end), now));
            next = end;
        }
        return transitions;
    }
}
