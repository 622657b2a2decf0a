package dev.outrider.agent.assignment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LeaseTest {
    private static final Duration LEASE = Duration.ofMinutes(2);

    @TempDir
    Path directory;

    private Instant now = Instant.ofEpochSecond(1_800_000_000);

    private Lease lease() {
        return Lease.in(directory, () -> now);
    }

    @Test
    void there_is_none_before_the_first_heartbeat_was_answered() {
        assertThat(lease().left(LEASE)).isZero();
    }

    @Test
    void it_counts_from_the_heartbeat_that_was_answered_last() {
        Lease lease = lease();
        lease.renew(now);
        now = now.plusSeconds(50);
        assertThat(lease.left(LEASE)).isEqualTo(Duration.ofSeconds(70));
        now = now.plusSeconds(71);
        assertThat(lease.left(LEASE)).isZero();
    }

    @Test
    void it_survives_a_restart_and_is_not_longer_for_it() {
        lease().renew(now);
        now = now.plusSeconds(30);
        assertThat(lease().left(LEASE)).isEqualTo(Duration.ofSeconds(90));
    }

    @Test
    void a_clock_that_was_set_back_ends_it() {
        lease().renew(now);
        now = now.minusSeconds(3600);
        assertThat(lease().left(LEASE)).isZero();
    }
}
