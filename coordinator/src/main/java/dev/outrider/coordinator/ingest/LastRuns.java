package dev.outrider.coordinator.ingest;

import dev.outrider.coordinator.catalog.Watch;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The newest run of every watch in every region, and the newest that failed: in memory, because every page asks. */
public final class LastRuns {
    private final Map<Place, RunSummary> newest = new ConcurrentHashMap<>();
    private final Map<Place, RunSummary> failed = new ConcurrentHashMap<>();

    private record Place(Watch watch, String region) {
        static Place of(RunSummary run) {
            return new Place(
                    new Watch(run.key().journey(), run.key().environment()),
                    run.key().region());
        }
    }

    /** Reads those of a watch from the store, looking no further back than {@code since}. */
    public void load(ResultStore results, Watch watch, Instant since) {
        for (RunSummary run : results.last(watch, since)) {
            add(run);
            results.runs(new RunQuery(watch, Optional.of(run.key().region()), Optional.of("fail"), 1, Optional.empty()))
                    .forEach(this::add);
        }
    }

    /** Takes note of what was committed. */
    public void accept(List<Arrival> arrivals) {
        arrivals.forEach(arrival -> add(arrival.summary()));
    }

    private void add(RunSummary run) {
        newest.merge(Place.of(run), run, LastRuns::later);
        if (run.outcome().equals("fail")) {
            failed.merge(Place.of(run), run, LastRuns::later);
        }
    }

    /** Of one run the copy that came later: it is of a later attempt. */
    private static RunSummary later(RunSummary known, RunSummary other) {
        return Cursor.of(other).compareTo(Cursor.of(known)) <= 0 ? other : known;
    }

    public Optional<RunSummary> newest(Watch watch, String region) {
        return Optional.ofNullable(newest.get(new Place(watch, region)));
    }

    public Optional<RunSummary> newestFailed(Watch watch, String region) {
        return Optional.ofNullable(failed.get(new Place(watch, region)));
    }
}
