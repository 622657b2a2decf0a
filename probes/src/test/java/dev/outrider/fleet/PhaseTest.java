package dev.outrider.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PhaseTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void the_phase_of_a_journey_in_a_region_is_the_same_for_ever() {
        assertThat(Phase.of("checkout", "production", "eu-west", MINUTE)).isEqualTo(Duration.ofMillis(58_990));
        assertThat(Phase.of("checkout", "production", "us-east", MINUTE)).isEqualTo(Duration.ofMillis(13_398));
    }

    @Test
    void phases_are_spread_over_the_interval() {
        long quarters = IntStream.range(0, 100)
                .mapToLong(
                        i -> Phase.of("journey-" + i, "demo", "eu-west", MINUTE).toSeconds() / 15)
                .distinct()
                .count();
        assertThat(quarters).isEqualTo(4);
    }

    @Test
    void a_slot_is_phase_plus_k_intervals() {
        Duration phase = Duration.ofSeconds(20);
        assertThat(Phase.slotAtOrBefore(Instant.ofEpochSecond(620), phase, MINUTE))
                .isEqualTo(Instant.ofEpochSecond(620));
        assertThat(Phase.slotAtOrBefore(Instant.ofEpochMilli(619_999), phase, MINUTE))
                .isEqualTo(Instant.ofEpochSecond(560));
        assertThat(Phase.slotAtOrBefore(Instant.ofEpochSecond(-1), phase, MINUTE))
                .isEqualTo(Instant.ofEpochSecond(-40));
    }
}
