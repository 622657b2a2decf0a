package dev.outrider.coordinator;

import dev.outrider.coordinator.catalog.Watch;
import dev.outrider.coordinator.ingest.Report;
import dev.outrider.coordinator.ingest.ResultStore;
import dev.outrider.coordinator.timeline.Reports;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The stored results as the timeline asks for them. */
record StoredReports(ResultStore results) implements Reports {
    @Override
    public List<Report> of(Watch watch, Instant from, Instant to) {
        return results.reports(watch, from, to);
    }

    @Override
    public List<Report> all(Instant from, Instant to) {
        return results.reports(from, to);
    }

    @Override
    public Optional<Instant> oldestReceivedSince(Instant received) {
        return results.oldestSlotReceivedSince(received);
    }
}
