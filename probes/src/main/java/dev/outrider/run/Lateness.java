package dev.outrider.run;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How late something was that wants to tick ten times a second, for ten minutes back. Ticked by one thread, safe to read
 * from any.
 */
final class Lateness {
    /** In nanoseconds. */
    static final long PERIOD = Duration.ofMillis(100).toNanos();

    private static final int PERIODS = 6000;

    private final long origin = System.nanoTime();
    private final AtomicLongArray lags = new AtomicLongArray(PERIODS);
    private volatile long due = System.nanoTime() + PERIOD;

    void tick() {
        long now = System.nanoTime();
        long lag = Math.max(0, now - due);
        // A tick stands for all the time since the one before it.
        for (long period = period(due); period <= period(now); period++) {
            lags.set(Math.floorMod(period, PERIODS), lag);
        }
        due = now + PERIOD;
    }

    /** The longest since then, by {@link System#nanoTime()}, in nanoseconds; what hangs now is late until now. */
    long longestSince(long since) {
        long now = System.nanoTime();
        long longest = Math.max(0, now - due);
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
