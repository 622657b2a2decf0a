package dev.outrider.coordinator.timeline;

import dev.outrider.coordinator.catalog.Watch;
import dev.outrider.coordinator.ingest.Report;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What is stored of results; the timeline holds only the newest hours of them in memory. All methods may block. */
public interface Reports {
    /** Those of a watch with slots in [from, to). */
    List<Report> of(Watch watch, Instant from, Instant to);

    /** Those of all watches with slots in [from, to). */
    List<Report> all(Instant from, Instant to);

    /** The oldest slot among all that was received from an instant on; none when nothing was. */
    Optional<Instant> oldestReceivedSince(Instant received);
}
