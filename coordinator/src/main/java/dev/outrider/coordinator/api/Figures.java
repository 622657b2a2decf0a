package dev.outrider.coordinator.api;

import dev.outrider.coordinator.api.Views.Span;
import dev.outrider.coordinator.api.Views.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How long a journey was in which kind of state. An availability is never told without its coverage: silence is not
 * health, and not an outage.
 *
 * @param upMs served at least somewhere that counts: up or partial
 * @param downMs not served
 * @param unmeasuredMs suspect or no data
 */
public record Figures(long upMs, long downMs, long unmeasuredMs) {
    /** Over what of the spans lies in the window; maintenance, off, and where there is no span are not eligible. */
    public static Figures of(List<Span> spans, Window window) {
        long up = 0;
        long down = 0;
        long unmeasured = 0;
        for (Span span : spans) {
            long ms = overlap(span, window);
            switch (span.state()) {
                case "up", "partial" -> up += ms;
                case "down" -> down += ms;
                case "suspect", "nodata" -> unmeasured += ms;
                case "maint", "off" -> {}
                default -> throw new IllegalArgumentException("no such state: " + span.state());
            }
        }
        return new Figures(up, down, unmeasured);
    }

    private static long overlap(Span span, Window window) {
        Instant from = span.from().isBefore(window.from()) ? window.from() : span.from();
        Instant to = span.to().isAfter(window.to()) ? window.to() : span.to();
        return Math.max(0, Duration.between(from, to).toMillis());
    }

    private long measuredMs() {
        return upMs + downMs;
    }

    private long eligibleMs() {
        return measuredMs() + unmeasuredMs;
    }

    /** Share of the measured time; empty when nothing was measured. */
    Optional<Double> time() {
        return share(upMs, measuredMs());
    }

    /** Share of the eligible time that was measured; empty when nothing was eligible. */
    Optional<Double> coverage() {
        return share(measuredMs(), eligibleMs());
    }

    /** The availability if all that was not measured had been down. */
    Optional<Double> low() {
        return share(upMs, eligibleMs());
    }

    /** The availability if all that was not measured had been up. */
    Optional<Double> high() {
        return share(eligibleMs() - downMs, eligibleMs());
    }

    private static Optional<Double> share(long part, long whole) {
        return whole == 0 ? Optional.empty() : Optional.of((double) part / whole);
    }
}
