package dev.outrider.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

final class LatenessTest {
    @Test
    void who_does_not_tick_is_late_until_now_and_then_for_ever() {
        Lateness lateness = new Lateness(() -> 0);
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

    @Test
    void what_it_waited_for_a_processor_between_two_ticks_counts_though_no_tick_is_late() {
        AtomicLong waited = new AtomicLong(Duration.ofDays(1).toNanos());
        Lateness lateness = new Lateness(waited::get);
        long before = System.nanoTime();
        assertThat(lateness.longestSince(before)).isLessThan(Duration.ofHours(1).toNanos());
        waited.addAndGet(Duration.ofHours(2).toNanos());
        assertThat(lateness.longestSince(before)).isEqualTo(Duration.ofHours(2).toNanos());
        lateness.tick();
        waited.addAndGet(Duration.ofHours(1).toNanos());
        assertThat(lateness.longestSince(before)).isEqualTo(Duration.ofHours(2).toNanos());
    }
}
