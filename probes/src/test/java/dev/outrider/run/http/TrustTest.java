package dev.outrider.run.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TrustTest {
    private static String one = "";
    private static String other = "";

    @TempDir
    private Path folder;

    private final AtomicLong now = new AtomicLong();

    /** Once: keytool takes its time. */
    @BeforeAll
    static void make(@TempDir Path keys) throws Exception {
        one = Files.readString(
                Keys.in(Files.createDirectory(keys.resolve("one"))).certificate());
        other = Files.readString(
                Keys.in(Files.createDirectory(keys.resolve("other"))).certificate());
    }

    @Test
    void what_lies_in_the_folder_is_trusted_and_what_was_taken_away_no_longer_is() throws Exception {
        Path authorities = Files.createDirectory(folder.resolve("trusted"));
        Trust trust = new Trust(Optional.of(authorities), now::get);
        assertThat(later(trust).own()).isEmpty();
        Files.writeString(authorities.resolve("one.pem"), one);
        Files.writeString(authorities.resolve("README"), "not a certificate");
        Trust.Trusted first = later(trust);
        assertThat(first.own()).hasSize(1);
        assertThat(first.version()).isEqualTo(1);
        assertThat(later(trust)).isSameAs(first);
        Files.writeString(authorities.resolve("other.crt"), other + one);
        assertThat(later(trust).own()).hasSize(2);
        Files.delete(authorities.resolve("one.pem"));
        Files.delete(authorities.resolve("other.crt"));
        assertThat(later(trust).own()).isEmpty();
    }

    @Test
    void a_file_that_became_unreadable_keeps_what_it_said_and_the_others_are_still_read() throws Exception {
        Path authorities = Files.createDirectory(folder.resolve("trusted"));
        Files.writeString(authorities.resolve("one.pem"), one);
        Trust trust = new Trust(Optional.of(authorities), now::get);
        Files.writeString(authorities.resolve("one.pem"), one.substring(0, 200));
        assertThat(later(trust).own()).hasSize(1);
        Files.writeString(authorities.resolve("other.pem"), other);
        assertThat(later(trust).own()).hasSize(2);
        Files.writeString(authorities.resolve("one.pem"), other);
        assertThat(later(trust).own()).hasSize(1);
    }

    @Test
    void a_single_file_is_read_again_too_and_stays_when_it_is_gone() throws Exception {
        Path file = folder.resolve("ca.pem");
        Files.writeString(file, one);
        Trust trust = new Trust(Optional.of(file), now::get);
        Files.writeString(file, one + other);
        assertThat(later(trust).own()).hasSize(2);
        Files.delete(file);
        assertThat(later(trust).own()).hasSize(2);
    }

    @Test
    void the_folder_is_listed_once_a_second_at_most() throws Exception {
        Path authorities = Files.createDirectory(folder.resolve("trusted"));
        Trust trust = new Trust(Optional.of(authorities), now::get);
        Files.writeString(authorities.resolve("one.pem"), one);
        now.addAndGet(Duration.ofMillis(900).toNanos());
        assertThat(trust.current().own()).isEmpty();
        now.addAndGet(Duration.ofMillis(100).toNanos());
        assertThat(trust.current().own()).hasSize(1);
    }

    @Test
    void what_is_broken_from_the_start_is_refused() throws IOException {
        Path file = folder.resolve("broken.pem");
        Files.writeString(file, "no certificate");
        assertThatThrownBy(() -> new Trust(Optional.of(file), now::get))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("broken.pem");
        assertThatThrownBy(() -> new Trust(Optional.of(folder.resolve("missing")), now::get))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("missing");
    }

    private Trust.Trusted later(Trust trust) {
        now.addAndGet(Duration.ofSeconds(1).toNanos());
        return trust.current();
    }
}
