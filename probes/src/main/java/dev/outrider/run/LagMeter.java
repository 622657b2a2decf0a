package dev.outrider.run;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How late the event loops are: each is asked to tick ten times a second, and what it is late is noted, or what it had to
 * wait for a processor between two ticks, where that was longer. Remembers ten minutes, so that every run can be told what
 * it suffered. Safe to read from any thread.
 */
public final class LagMeter implements AutoCloseable {
    private final List<Loop> loops = new ArrayList<>();

    private record Loop(Lateness lateness, RunQueue queue, ScheduledFuture<?> ticking) {
        static Loop of(EventExecutor executor) {
            RunQueue queue = queue(executor);
            Lateness lateness = new Lateness(queue::waited);
            return new Loop(
                    lateness,
                    queue,
                    executor.scheduleWithFixedDelay(
                            lateness::tick, Lateness.PERIOD, Lateness.PERIOD, TimeUnit.NANOSECONDS));
        }

        private static RunQueue queue(EventExecutor executor) {
            return executor.inEventLoop()
                    ? RunQueue.ofThisThread()
                    : executor.submit(RunQueue::ofThisThread)
                            .awaitUninterruptibly()
                            .getNow();
        }

        void close() {
            ticking.cancel(false);
            queue.close();
        }
    }

    /** Begins to measure the event loops of {@code vertx}. */
    public LagMeter(Vertx vertx) {
        for (EventExecutor executor : ((VertxInternal) vertx).nettyEventLoopGroup()) {
            loops.add(Loop.of(executor));
        }
    }

    /** The longest that any loop was late since then, by {@link System#nanoTime()}; one that hangs now is late until now. */
    public Duration longestSince(long since) {
        long longest = 0;
        for (Loop loop : loops) {
            longest = Math.max(longest, loop.lateness().longestSince(since));
        }
        return Duration.ofNanos(longest);
    }

    /** The longest of the last so long, up to ten minutes. */
    public Duration longestOf(Duration span) {
        return longestSince(System.nanoTime() - span.toNanos());
    }

    @Override
    public void close() {
        loops.forEach(Loop::close);
    }
}
