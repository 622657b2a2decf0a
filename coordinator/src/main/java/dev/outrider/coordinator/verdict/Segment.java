package dev.outrider.coordinator.verdict;

/**
 * A span [from, to) in one state, in UTC epoch milliseconds.
 *
 * @param to {@link #OPEN} for the last, which lasts until something changes it
 */
public record Segment<S>(long from, long to, S state) {
    /** The end of what has none yet. */
    public static final long OPEN = Long.MAX_VALUE;

    public Segment {
        if (from >= to) {
            throw new IllegalArgumentException("an empty segment: " + from + " to " + to + " " + state);
        }
    }

    boolean holds(long instant) {
        return from <= instant && instant < to;
    }
}
