package dev.outrider.run.http;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/** The one place where a virtual thread waits for an event loop. */
final class Waiting {
    /** How long after a deadline an event loop may take to say in which phase it was. */
    static final Duration GRACE = Duration.ofMillis(200);

    /** A timed wait of a virtual thread wakes another thread twice; this one wakes nobody. */
    private static final Alarms ALARMS = Alarms.begun();

    private Waiting() {}

    /** The value, or nothing when the time is over. The future must not fail: what goes wrong is a value of ours. */
    static <T> Optional<T> until(Deadline deadline, CompletableFuture<T> future) throws InterruptedException {
        if (!future.isDone()) {
            Thread waiting = Thread.currentThread();
            var _ = future.whenComplete((value, failure) -> LockSupport.unpark(waiting));
            try (Alarms.Alarm alarm = ALARMS.set(deadline.at())) {
                park(deadline, future, alarm);
            }
        }
        return future.isDone() ? Optional.of(future.join()) : Optional.empty();
    }

    private static void park(Deadline deadline, CompletableFuture<?> future, Alarms.Alarm alarm)
            throws InterruptedException {
        while (!future.isDone() && !deadline.passed()) {
            if (Thread.interrupted()) {
                throw new InterruptedException("while waiting for a target");
            }
            LockSupport.park(alarm);
        }
    }
}
