package dev.outrider.agent.assignment;

/**
 * How much of the heap assignments may take: what does not fit is compiled again when it is due, or refused with a sentence,
 * but never ends the process.
 *
 * @param journeys bytes of compiled journeys that are kept
 * @param largest bytes of one bundle
 * @param runs that are under way at once
 */
public record Room(long journeys, long largest, int runs) {
    /** What an agent holds that has nothing to do. */
    private static final long BASE = 24 << 20;

    /** A run that waits for its target; what the target sends has a budget of its own. */
    private static final long RUN = 64 << 10;

    /** A quarter of what is free is for what is compiled; of one bundle several copies exist while it arrives. */
    public static Room of(long heap) {
        long free = Math.max(heap - BASE, heap / 4);
        return new Room(free / 4, heap / 16, (int) Math.min(free / RUN, Integer.MAX_VALUE));
    }
}
