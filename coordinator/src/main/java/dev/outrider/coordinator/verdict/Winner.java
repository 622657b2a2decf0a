package dev.outrider.coordinator.verdict;

import dev.outrider.coordinator.ingest.Report;
import java.util.Comparator;

/**
 * One winner a key: a total order, so that history is a function of the set of reports, never of their order. The
 * report that comes first wins; what follows the run id only tells contradictions apart.
 */
public final class Winner {
    public static final Comparator<Report> ORDER = Comparator.comparing((Report report) -> !report.countable())
            .thenComparing(Comparator.comparingLong(Report::epoch).reversed())
            .thenComparing(Report::agent)
            .thenComparing(Comparator.comparingInt(Report::attempt).reversed())
            .thenComparing(Report::runId)
            .thenComparing(Report::outcome)
            .thenComparing(Report::receivedAt);

    private Winner() {}

    /** Which of two reports of one key counts. */
    public static Report of(Report one, Report other) {
        return ORDER.compare(one, other) <= 0 ? one : other;
    }
}
