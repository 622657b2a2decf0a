package dev.outrider.run;

import dev.outrider.result.Outcome;
import dev.outrider.run.http.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Makes a step again after a fail: some extra attempts, a second apart, as long as its part of the run has time. */
final class Retries {
    private static final Duration BETWEEN = Duration.ofSeconds(1);

    private Retries() {}

    /** One attempt, judged. */
    interface Attempt {
        Verdict make() throws InterruptedException;
    }

    /** The verdict of the last attempt; one that was rescued is degraded, with what failed before. */
    static Verdict of(int extra, Deadline end, Pace pace, Attempt attempt) throws InterruptedException {
        List<String> before = new ArrayList<>();
        while (true) {
            Verdict verdict = attempt.make();
            if (!(verdict.outcome() instanceof Outcome.Failed failed)) {
                return before.isEmpty() ? verdict : recovered(verdict, before);
            }
            before.add(failed.detail());
            if (before.size() > extra || end.left() <= BETWEEN.toNanos()) {
                return verdict;
            }
            pace.pass(BETWEEN);
        }
    }

    private static Verdict recovered(Verdict verdict, List<String> before) {
        String reason = "recovered on attempt " + (before.size() + 1) + "; before: " + String.join("; ", before);
        return Verdicts.degraded(verdict, List.of(reason), false);
    }
}
