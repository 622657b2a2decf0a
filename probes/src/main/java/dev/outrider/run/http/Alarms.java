package dev.outrider.run.http;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Wakes threads whose time is over, at most a hundredth of a second late. Nearly every wait ends with an answer long before,
 * so that to set an alarm and to take it back must cost next to nothing: no other thread is told of either.
 */
final class Alarms {
    private static final long TICK = Duration.ofMillis(10).toNanos();
    /** How many ticks it goes on looking when nobody waits. */
    private static final int PATIENCE = 10;

    private final Set<Alarm> set = ConcurrentHashMap.newKeySet();
    private final Thread watch = Thread.ofPlatform().daemon().name("alarms").unstarted(this::watch);
    private volatile boolean asleep;

    /** One that was set; closing it takes it back. Equal to no other. */
    final class Alarm implements AutoCloseable {
        private final Thread sleeper = Thread.currentThread();
        private final long at;

        private Alarm(long at) {
            this.at = at;
        }

        @Override
        public void close() {
            set.remove(this);
        }
    }

    /** Begins to watch. */
    static Alarms begun() {
        Alarms alarms = new Alarms();
        alarms.watch.start();
        return alarms;
    }

    /**
     * For the thread that calls, which is unparked then.
     *
     * @param at by {@link System#nanoTime()}
     */
    Alarm set(long at) {
        Alarm alarm = new Alarm(at);
        set.add(alarm);
        if (asleep) {
            LockSupport.unpark(watch);
        }
        return alarm;
    }

    private void watch() {
        int quiet = 0;
        while (true) {
            quiet = set.isEmpty() ? quiet + 1 : 0;
            if (quiet < PATIENCE) {
                LockSupport.parkNanos(this, TICK);
            } else {
                asleep = true;
                // Whoever sets one now sees that we sleep; one that was set before is seen here.
                if (set.isEmpty()) {
                    LockSupport.park(this);
                }
                asleep = false;
            }
            long now = System.nanoTime();
            for (Alarm alarm : set) {
                if (alarm.at - now <= 0) {
                    LockSupport.unpark(alarm.sleeper);
                }
            }
        }
    }
}
