package dev.outrider.coordinator.verdict;

/**
 * All that a region's machine must know of the past to go on.
 *
 * @param since from when on {@code known} holds; what was before is settled
 * @param known nodata as long as nothing determines the state
 * @param last slot of the last verdict, {@link #NONE} before the first
 * @param streak how many equal verdicts in a row, within one version
 * @param good what they say
 * @param streakFrom slot of the first of them
 */
public record Memory(long since, RegionState known, long last, int streak, boolean good, long streakFrom) {
    static final long NONE = Long.MIN_VALUE;

    /** Knowing nothing from an instant on but what is expected there. */
    static Memory fresh(long since, RegionState expected) {
        return new Memory(since, expected, NONE, 0, false, NONE);
    }

    boolean none() {
        return last == NONE;
    }

    /** The instant that tells which stretch of expectation it belongs to. */
    long position() {
        return none() ? since : last;
    }

    Memory with(RegionState state, long from) {
        return new Memory(from, state, last, streak, good, streakFrom);
    }
}
