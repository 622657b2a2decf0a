package dev.outrider.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

final class LatenessTest {
    @Test
    void who_does_not_tick_is_late_until_now_and_then_for_ever() {
        Lateness lateness = new Lateness();
        long before = System.nanoTime();
        while (System.nanoTime() - before < Duration.ofMillis(350).toNanos()) {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        assertThat(lateness.longestSince(before))
                .isGreaterThan(Duration.ofMillis(200).toNanos());
        lateness.tick();
        assertThat(lateness.longestSince(before))
                .isGreaterThan(Duration.ofMillis(200).toNanos());
    }
}
