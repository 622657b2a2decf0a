package dev.outrider.coordinator.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RingTest {
    private static final Instant START = Instant.parse("2026-11-27T12:00:00Z");

    private final Ring ring = new Ring("b7", Duration.ofMinutes(5), 3);

    private void add(int second) {
        ring.add(START.plusSeconds(second), "run", "key", "{}");
    }

    @Test
    void who_missed_nothing_is_told_nothing() {
        add(0);
        assertThat(ring.newest()).isEqualTo("b7-1");
        assertThat(ring.after("b7-1"))
                .hasValueSatisfying(events -> assertThat(events).isEmpty());
    }

    @Test
    void who_missed_some_is_told_exactly_those() {
        add(0);
        add(1);
        add(2);
        assertThat(ring.after("b7-1").orElseThrow()).extracting(Ring.Event::seq).containsExactly(2L, 3L);
    }

    @Test
    void who_missed_more_than_is_kept_must_ask_again() {
        for (int i = 0; i < 5; i++) {
            add(i);
        }
        assertThat(ring.after("b7-1")).isEmpty();
        assertThat(ring.after("b7-2").orElseThrow()).hasSize(3);
    }

    @Test
    void what_is_older_than_five_minutes_is_forgotten() {
        add(0);
        add(1);
        add(301);
        assertThat(ring.after("b7-0")).isEmpty();
        assertThat(ring.after("b7-1").orElseThrow()).hasSize(2);
    }

    @Test
    void ids_of_another_boot_or_of_the_future_or_of_nobody_are_not_known() {
        add(0);
        assertThat(ring.after("b6-1")).isEmpty();
        assertThat(ring.after("b7-2")).isEmpty();
        assertThat(ring.after("b7-x")).isEmpty();
        assertThat(ring.after("b7")).isEmpty();
        assertThat(ring.after("")).isEmpty();
    }
}
