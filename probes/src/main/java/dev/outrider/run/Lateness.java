package dev.outrider.run;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;

/**
 * How late something was that wants to tick ten times a second, for ten minutes back: beyond its time, or, by another
 * clock, between two ticks. Ticked by one thread, safe to read from any.
 */
final class Lateness {
    /** In nanoseconds. */
    static final long PERIOD = Duration.ofMillis(100).toNanos();

    private static final int PERIODS = 6000;

    private final long origin = System.nanoTime();
    private final AtomicLongArray lags = new AtomicLongArray(PERIODS);
    private final LongSupplier waited;
    private volatile long due = System.nanoTime() + PERIOD;
    private volatile long waitedBefore;

    /**
     * Begins now.
     *
     * @param waited nanoseconds that the ticking thread had to wait for a processor since it began: a delay between two ticks
     *     makes none of them late, but every time stamp that is taken then
     */
    Lateness(LongSupplier waited) {
        this.waited = waited;
        this.waitedBefore = waited.getAsLong();
    }

    void tick() {
        long now = System.nanoTime();
        long waitedNow = waited.getAsLong();
        long lag = Math.max(now - due, waitedNow - waitedBefore);
        // A tick stands for all the time since the one before it.
        for (long period = period(Math.min(due, now)); period <= period(now); period++) {
            lags.set(Math.floorMod(period, PERIODS), Math.max(0, lag));
        }
        waitedBefore = waitedNow;
        due = now + PERIOD;
    }

    /** The longest since then, by {@link System#nanoTime()}, in nanoseconds; what hangs now is late until now. */
    long longestSince(long since) {
        long now = System.nanoTime();
        long longest = Math.max(0, Math.max(now - due, waited.getAsLong() - waitedBefore));
        long first = Math.max(period(since), period(now) - PERIODS + 2);
        for (long period = first; period <= period(now); period++) {
            longest = Math.max(longest, lags.get(Math.floorMod(period, PERIODS)));
        }
        return longest;
    }

    private long period(long nanos) {
        return Math.floorDiv(nanos - origin, PERIOD);
    }
}
