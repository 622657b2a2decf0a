package dev.outrider.coordinator.timeline;

import dev.outrider.coordinator.catalog.Watch;
import dev.outrider.coordinator.ingest.Report;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Results that survive the timeline, in memory; it counts how many it was asked for. */
final class StoredReports implements Reports {
    private final List<Report> reports = new ArrayList<>();
    private long read;

    synchronized void add(List<Report> more) {
        reports.addAll(more);
    }

    /** What is too old to be kept. */
    synchronized void forget() {
        reports.clear();
    }

    synchronized List<Report> all() {
        return List.copyOf(reports);
    }

    synchronized long read() {
        return read;
    }

    @Override
    public synchronized List<Report> of(Watch watch, Instant from, Instant to) {
        return all(from, to).stream()
                .filter(report -> report.key().journey().equals(watch.journey()))
                .toList();
    }

    @Override
    public synchronized List<Report> all(Instant from, Instant to) {
        List<Report> found = reports.stream()
                .filter(report -> !report.key().slot().isBefore(from)
                        && report.key().slot().isBefore(to))
                .toList();
        read += found.size();
        return found;
    }

    @Override
    public synchronized Optional<Instant> oldestReceivedSince(Instant received) {
        return reports.stream()
                .filter(report -> !report.receivedAt().isBefore(received))
                .map(report -> report.key().slot())
                .min(Comparator.naturalOrder());
    }
}
