package dev.outrider.coordinator;

import dev.outrider.coordinator.api.Live;
import dev.outrider.coordinator.catalog.Catalog;
import dev.outrider.coordinator.catalog.Version;
import dev.outrider.coordinator.catalog.Watch;
import dev.outrider.coordinator.ingest.Arrival;
import dev.outrider.coordinator.ingest.LastRuns;
import dev.outrider.coordinator.ingest.ResultStore;
import dev.outrider.coordinator.store.Database;
import dev.outrider.coordinator.timeline.Timeline;
import dev.outrider.coordinator.timeline.TimelineStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What is known of the past: results, the newest of them, and the states that follow from all. */
record History(ResultStore results, LastRuns lastRuns, Timeline timeline) implements AutoCloseable {
    private static final Duration LAST_RUNS = Duration.ofDays(1);

    /** Catches up with what is stored; changes of state go to the live stream. */
    static History open(Database database, Catalog catalog, Live live, InstantSource clock) {
        ResultStore results = new ResultStore(database, catalog::versions);
        LastRuns lastRuns = new LastRuns();
        Instant since = clock.instant().minus(LAST_RUNS);
        catalog.watches().forEach(watch -> lastRuns.load(results, watch, since));
        Timeline timeline = new Timeline(new TimelineStore(database), new StoredReports(results), clock, live::state);
        timeline.start(versions(catalog));
        return new History(results, lastRuns, timeline);
    }

    private static Map<Watch, List<Version>> versions(Catalog catalog) {
        return catalog.watches().stream().collect(Collectors.toMap(Function.identity(), catalog::versions));
    }

    /** The catalog has changed. */
    void rule(Catalog catalog) {
        versions(catalog).forEach(timeline::rule);
    }

    /** These were committed. */
    void accept(List<Arrival> arrivals) {
        lastRuns.accept(arrivals);
        timeline.accept(arrivals.stream().map(Arrival::report).toList());
    }

    @Override
    public void close() {
        timeline.close();
    }
}
