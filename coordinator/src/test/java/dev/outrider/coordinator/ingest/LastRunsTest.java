package dev.outrider.coordinator.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrider.result.Outcome;
import dev.outrider.result.RunResult;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LastRunsTest {
    private final Random random = new Random(3);
    private final LastRuns last = new LastRuns();

    @Test
    void an_older_run_that_comes_late_is_not_the_newest() {
        RunResult newer = Runs.passed(Runs.CHECKOUT, "eu-west", 1, random);
        RunResult older = Runs.failed(Runs.CHECKOUT, "eu-west", 5, random);
        accept(newer);
        accept(older);
        assertThat(last.newest(Runs.CHECKOUT, "eu-west")).contains(RunSummary.of(newer));
        assertThat(last.newestFailed(Runs.CHECKOUT, "eu-west")).contains(RunSummary.of(older));
        assertThat(last.newest(Runs.CHECKOUT, "us-east")).isEmpty();
        assertThat(last.newest(Runs.BROWSE, "eu-west")).isEmpty();
    }

    @Test
    void a_later_attempt_of_the_newest_run_takes_its_place() {
        RunResult first = Runs.failed(Runs.CHECKOUT, "eu-west", 1, random);
        RunResult second = Runs.attempt(first, 2, new Outcome.Passed());
        accept(first);
        accept(second);
        assertThat(last.newest(Runs.CHECKOUT, "eu-west")).contains(RunSummary.of(second));
    }

    private void accept(RunResult run) {
        last.accept(List.of(Arrival.of(run, Runs.NOW)));
    }
}
