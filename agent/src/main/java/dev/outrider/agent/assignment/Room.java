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
    private static final long RUN = 32 << 10;

    /** A quarter is for what is compiled; of one bundle several copies exist while it arrives. */
    public static Room of(long heap) {
        return new Room(heap / 4, heap / 16, (int) Math.min(heap / RUN, Integer.MAX_VALUE));
    }
}
