package dev.outrider.result;

import java.util.HexFormat;

/**
 * The spans of a run's trace: one for the run, one a step. They follow from the id of the trace, so that whoever reads a result
 * finds the ids that the target was told. In hex, 16 digits, never all zeros.
 */
public final class SpanId {
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    private SpanId() {}

    /**
     * The root of the trace.
     *
     * @param trace 32 hex digits
     */
    public static String ofRun(String trace) {
        return id(trace, 0);
    }

    /**
     * What the target is told as the parent of all that it does for a step, whichever attempt it was.
     *
     * @param trace 32 hex digits
     * @param step index in the run, from 0
     */
    public static String ofStep(String trace, int step) {
        return id(trace, step + 1);
    }

    private static String id(String trace, int number) {
        long seed = HexFormat.fromHexDigitsToLong(trace, 16, 32) + GOLDEN * number;
        return HexFormat.of().toHexDigits(mixed(seed) | 1);
    }

    /** The finalizer of SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014). */
    private static long mixed(long seed) {
        long z = (seed ^ (seed >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
