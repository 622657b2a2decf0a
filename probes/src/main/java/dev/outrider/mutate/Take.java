package dev.outrider.mutate;

import dev.outrider.run.http.Answer;
import dev.outrider.run.http.Call;

/**
 * One exchange as it was recorded.
 *
 * @param step index of the step, those of {@code finally} after the others
 * @param nanos how long it took
 */
record Take(int step, Call call, Answer answer, long nanos) {
    boolean leadsOn() {
        return answer.status() / 100 == 3 && answer.headers().first("location").isPresent();
    }
}
