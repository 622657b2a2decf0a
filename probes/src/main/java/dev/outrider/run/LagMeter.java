package dev.outrider.run;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How late the event loops are: each is asked to tick ten times a second, and what it is late is noted. Remembers ten
 * minutes, so that every run can be told what it suffered. Safe to read from any thread.
 */
public final class LagMeter implements AutoCloseable {
    private static final long PERIOD = Duration.ofMillis(100).toNanos();
    private static final int PERIODS = 6000;

    private final long origin = System.nanoTime();
    private final List<Loop> loops = new ArrayList<>();

    /** Begins to measure the event loops of {@code vertx}. */
    public LagMeter(Vertx vertx) {
        for (EventExecutor executor : ((VertxInternal) vertx).nettyEventLoopGroup()) {
            loops.add(new Loop(executor));
        }
    }

    /** The longest that any loop was late since then, by {@link System#nanoTime()}; one that hangs now is late until now. */
    public Duration longestSince(long since) {
        long longest = 0;
        for (Loop loop : loops) {
            longest = Math.max(longest, loop.longestSince(since));
        }
        return Duration.ofNanos(longest);
    }

    /** The longest of the last so long, up to ten minutes. */
    public Duration longestOf(Duration span) {
        return longestSince(System.nanoTime() - span.toNanos());
    }

    @Override
    public void close() {
        loops.forEach(loop -> loop.ticking.cancel(false));
    }

    /** A ring of lags, one for each tenth of a second; written by its event loop only. */
    private final class Loop {
        private final AtomicLongArray lags = new AtomicLongArray(PERIODS);
        private final ScheduledFuture<?> ticking;
        private volatile long due = System.nanoTime() + PERIOD;

        Loop(EventExecutor executor) {
            this.ticking = executor.scheduleWithFixedDelay(this::tick, PERIOD, PERIOD, TimeUnit.NANOSECONDS);
        }

        private void tick() {
            long now = System.nanoTime();
            long lag = Math.max(0, now - due);
            // A tick stands for all the time since the one before it.
            for (long period = period(due); period <= period(now); period++) {
                lags.set(Math.floorMod(period, PERIODS), lag);
            }
            due = now + PERIOD;
        }

        private long longestSince(long since) {
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
}
