package dev.outrider.agent.vantage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ClockOffsetTest {
    private static final Instant T0 = Instant.ofEpochSecond(1_800_000_000);

    private final ClockOffset offset = new ClockOffset();

    /** An exchange whose ways take so long, at an agent whose clock is ahead by so much. */
    private void exchange(Instant truth, Duration ahead, int thereMs, int backMs) {
        Instant sent = truth.plus(ahead);
        Instant received = truth.plusMillis(thereMs);
        Instant answered = received.plusMillis(1);
        offset.sample(sent, received, answered, answered.plusMillis(backMs).plus(ahead));
    }

    @Test
    void nothing_is_known_before_the_first_answer() {
        assertThat(offset.offset()).isEmpty();
        assertThat(new CorrectedClock(() -> T0, offset).instant()).isEqualTo(T0);
    }

    @Test
    void a_clock_that_is_ninety_seconds_fast_is_put_right() {
        exchange(T0, Duration.ofSeconds(90), 5, 5);
        assertThat(offset.offset()).contains(Duration.ofSeconds(-90));
        assertThat(new CorrectedClock(() -> T0.plusSeconds(90), offset).instant())
                .isEqualTo(T0);
    }

    @Test
    void the_shortest_round_trip_is_believed() {
        exchange(T0, Duration.ZERO, 3, 3);
        exchange(T0.plusSeconds(2), Duration.ZERO, 400, 2);
        assertThat(offset.offset()).contains(Duration.ZERO);
    }

    @Test
    void a_clock_that_is_set_is_noticed_at_the_next_heartbeat() {
        exchange(T0, Duration.ZERO, 2, 2);
        exchange(T0.plusSeconds(2), Duration.ofHours(1), 10, 10);
        assertThat(offset.offset()).contains(Duration.ofHours(-1));
    }

    @Test
    void a_machine_without_name_servers_is_told_what_to_do(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("resolv.conf");
        assertThat(Nameservers.trouble(file))
                .hasValueSatisfying(text -> assertThat(text).contains("nameserver"));
        Files.writeString(file, "search example.com\n");
        assertThat(Nameservers.trouble(file))
                .hasValueSatisfying(text -> assertThat(text).contains("nameserver"));
        Files.writeString(file, "nameserver 10.0.0.2\n");
        assertThat(Nameservers.trouble(file)).isEmpty();
    }
}
