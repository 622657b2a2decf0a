package dev.outrider.coordinator.ingest;

import java.time.Instant;
import java.util.Comparator;

/** A place in a list of runs, which goes from the newest slot to the oldest. */
public record Cursor(Instant slot, String runId) implements Comparable<Cursor> {
    private static final Comparator<Cursor> ORDER =
            Comparator.comparing(Cursor::slot).thenComparing(Cursor::runId).reversed();

    public static Cursor of(RunSummary run) {
        return new Cursor(run.key().slot(), run.runId());
    }

    /** Smaller when it stands above the other in the list. */
    @Override
    public int compareTo(Cursor other) {
        return ORDER.compare(this, other);
    }
}
