package dev.outrider.run.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

final class WaitingTest {
    @Test
    void a_value_that_is_there_is_taken_whatever_the_time() throws Exception {
        Deadline passed = Deadline.in(Duration.ofSeconds(-1));
        assertThat(Waiting.until(passed, CompletableFuture.completedFuture("there")))
                .contains("there");
    }

    @Test
    void nothing_comes_of_a_value_that_does_not_come_in_time() throws Exception {
        Deadline soon = Deadline.in(Duration.ofMillis(30));
        assertThat(Waiting.until(soon, new CompletableFuture<>())).isEmpty();
        assertThat(soon.passed()).isTrue();
    }

    @Test
    void many_wait_at_once_some_for_nothing() throws Exception {
        List<Future<Optional<Integer>>> waits = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 200; i++) {
                CompletableFuture<Integer> value = new CompletableFuture<>();
                boolean comes = i % 2 == 0;
                Duration limit = comes ? Duration.ofMinutes(1) : Duration.ofMillis(20);
                waits.add(threads.submit(() -> Waiting.until(Deadline.in(limit), value)));
                if (comes) {
                    int answer = i;
                    threads.execute(() -> value.complete(answer));
                }
            }
        }
        for (int i = 0; i < waits.size(); i++) {
            assertThat(waits.get(i).get()).isEqualTo(i % 2 == 0 ? Optional.of(i) : Optional.empty());
        }
    }

    @Test
    void an_interrupt_ends_a_wait() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> Waiting.until(Deadline.in(Duration.ofMinutes(1)), new CompletableFuture<>()))
                .isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
    }
}
