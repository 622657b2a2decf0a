package dev.outrider.agent.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrider.fleet.Plan;
import dev.outrider.result.Outcome;
import dev.outrider.result.RunResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

final class SchedulerTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);

    private final BlockingQueue<RunResult> results = new LinkedBlockingQueue<>();
    private final CountDownLatch end = new CountDownLatch(1);

    @Test
    void more_runs_at_once_than_there_is_memory_for_are_an_error_that_says_so() throws InterruptedException {
        try (Scheduler scheduler = scheduler(2)) {
            scheduler.accept(List.of(job("a"), job("b"), job("c")));
            RunResult result = results.take();
            assertThat(result.outcome())
                    .isEqualTo(new Outcome.Errored(
                            Outcome.Trouble.LIMIT,
                            "this agent has 2 runs under way, as many as its memory has room for: "
                                    + "give it more (-Xmx), or its region another agent"));
            assertThat(result.key().slot()).isEqualTo(NOW);
            assertThat(scheduler.running()).isEqualTo(2);
            end.countDown();
        }
    }

    private Scheduler scheduler(int atOnce) {
        return new Scheduler(
                new Scheduler.Settings("eu-1", () -> NOW, () -> Duration.ZERO, RandomGenerator.getDefault(), atOnce),
                this::hangs,
                (job, now) -> Optional.empty(),
                results::add);
    }

    /** Runs until the end of the test, and finds nothing. */
    private RunResult hangs(Job job, Instant slot, String runId) {
        try {
            end.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        throw new IllegalStateException("the test is over");
    }

    private static Job job(String journey) {
        Plan.Assignment assignment =
                new Plan.Assignment(journey, "e", "digest", Duration.ofMinutes(1), Duration.ZERO, false, Instant.EPOCH);
        return new Job(assignment, "eu-west", 1);
    }
}
