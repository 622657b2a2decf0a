package dev.outrider.run;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;

/**
 * For how long the whole process stood still: a thread that has nothing else to do wants to wake up ten times a second,
 * and what it is late nobody in here can have caused but the JVM, the machine, or who sent us a SIGSTOP. Safe to read
 * from any thread.
 */
final class PauseMeter implements AutoCloseable {
    private final Lateness lateness = new Lateness(() -> 0);
    private final Thread thread;
    private volatile List<GarbageCollectorMXBean> collectors = List.of();
    private volatile boolean closed;

    PauseMeter() {
        this.thread = Thread.ofPlatform().daemon().name("pauses").start(this::watch);
    }

    private void watch() {
        // Here, because it loads classes for tens of milliseconds.
        collectors = List.copyOf(ManagementFactory.getGarbageCollectorMXBeans());
        lateness.tick();
        while (!closed) {
            LockSupport.parkNanos(this, Lateness.PERIOD);
            lateness.tick();
        }
    }

    /** The longest since then, by {@link System#nanoTime()}; a stop that lasts counts until now. */
    Duration longestSince(long since) {
        return Duration.ofNanos(lateness.longestSince(since));
    }

    /** What garbage collection took since the process began, in milliseconds; empty in its first moments. */
    OptionalLong collected() {
        List<GarbageCollectorMXBean> known = collectors;
        return known.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(known.stream()
                        .mapToLong(collector -> Math.max(0, collector.getCollectionTime()))
                        .sum());
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
