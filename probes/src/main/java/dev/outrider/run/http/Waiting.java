package dev.outrider.run.http;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The one place where a virtual thread waits for an event loop. */
final class Waiting {
    /** How long after a deadline an event loop may take to say in which phase it was. */
    static final Duration GRACE = Duration.ofMillis(200);

    private Waiting() {}

    /** The value, or nothing when the time is over. The future must not fail: what goes wrong is a value of ours. */
    static <T> Optional<T> until(Deadline deadline, CompletableFuture<T> future) throws InterruptedException {
        try {
            return Optional.of(future.get(deadline.left(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException over) {
            return Optional.empty();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("an exchange must end in a value", impossible);
        }
    }
}
