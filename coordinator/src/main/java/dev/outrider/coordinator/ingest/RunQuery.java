package dev.outrider.coordinator.ingest;

import dev.outrider.coordinator.catalog.Watch;
import java.util.Optional;

/**
 * Which runs of a watch, newest first.
 *
 * @param outcome a word: pass, degraded, fail, error, skipped
 * @param after only those that stand below this place in the list
 */
public record RunQuery(
        Watch watch, Optional<String> region, Optional<String> outcome, int limit, Optional<Cursor> after) {
    public RunQuery {
        if (limit < 1) {
            throw new IllegalArgumentException("a page of " + limit + " runs");
        }
    }

    boolean wants(RunSummary run) {
        return region.map(run.key().region()::equals).orElse(true)
                && outcome.map(run.outcome()::equals).orElse(true)
                && after.map(place -> place.compareTo(Cursor.of(run)) < 0).orElse(true);
    }
}
