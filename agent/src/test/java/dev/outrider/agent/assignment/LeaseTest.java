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
    private Duration ticked = Duration.ZERO;

    private Lease lease() {
        return Lease.in(directory, () -> now, () -> ticked.toNanos());
    }

    private void pass(Duration time) {
        now = now.plus(time);
        ticked = ticked.plus(time);
    }

    @Test
    void there_is_none_before_the_first_heartbeat_was_answered() {
        assertThat(lease().left(LEASE)).isZero();
    }

    @Test
    void it_counts_from_the_heartbeat_that_was_answered_last() {
        Lease lease = lease();
        lease.renew(now, ticked.toNanos());
        pass(Duration.ofSeconds(50));
        assertThat(lease.left(LEASE)).isEqualTo(Duration.ofSeconds(70));
        pass(Duration.ofSeconds(71));
        assertThat(lease.left(LEASE)).isZero();
    }

    @Test
    void it_survives_a_restart_and_is_not_longer_for_it() {
        lease().renew(now, ticked.toNanos());
        pass(Duration.ofSeconds(30));
        assertThat(lease().left(LEASE)).isEqualTo(Duration.ofSeconds(90));
    }

    @Test
    void a_clock_that_is_set_back_does_not_make_it_longer() {
        Lease lease = lease();
        lease.renew(now, ticked.toNanos());
        pass(Duration.ofSeconds(50));
        now = now.minusSeconds(40);
        assertThat(lease.left(LEASE)).isEqualTo(Duration.ofSeconds(70));
    }

    @Test
    void time_that_the_machine_slept_counts() {
        Lease lease = lease();
        lease.renew(now, ticked.toNanos());
        now = now.plusSeconds(100);
        assertThat(lease.left(LEASE)).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void a_clock_that_was_set_back_before_a_restart_ends_it() {
        lease().renew(now, ticked.toNanos());
        now = now.minusSeconds(3600);
        assertThat(lease().left(LEASE)).isZero();
    }
}
