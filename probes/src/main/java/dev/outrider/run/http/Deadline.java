package dev.outrider.run.http;

import java.time.Duration;

/**
 * When something must be over.
 *
 * @param at by {@link System#nanoTime()}
 * @param limit how a sentence names it: {@code 10 s}
 */
public record Deadline(long at, String limit) {
    /** So long from now. */
    public static Deadline in(Duration span, String limit) {
        return new Deadline(System.nanoTime() + span.toNanos(), limit);
    }

    public static Deadline in(Duration span) {
        return in(span, Spans.text(span));
    }

    /** The one that comes first. */
    public Deadline orSooner(Deadline other) {
        return other.at - at < 0 ? other : this;
    }

    /** Nanoseconds left, 0 when it has passed. */
    public long left() {
        return Math.max(0, at - System.nanoTime());
    }

    public boolean passed() {
        return left() == 0;
    }
}
