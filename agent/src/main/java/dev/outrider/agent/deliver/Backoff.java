package dev.outrider.agent.deliver;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Longer waits after each failure, never the same for two agents: a fleet must not come back in step. */
final class Backoff {
    private static final Duration FIRST = Duration.ofMillis(250);
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final RandomGenerator random;
    private Duration next = FIRST;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    void reset() {
        next = FIRST;
    }

    /** Between half and the whole of a wait that doubles up to five seconds. */
    Duration afterFailure() {
        Duration wait = next.dividedBy(2).plusNanos(random.nextLong(next.toNanos() / 2));
        next = next.multipliedBy(2).compareTo(LONGEST) < 0 ? next.multipliedBy(2) : LONGEST;
        return wait;
    }
}
