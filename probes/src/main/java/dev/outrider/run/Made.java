package dev.outrider.run;

import dev.outrider.result.Outcome;
import dev.outrider.run.http.Call;
import java.util.Optional;

/**
 * What became of a step that asks by HTTP.
 *
 * @param run its attempts, when there were any
 * @param call what was to be asked, when it could be written
 */
record Made(Verdict verdict, Optional<StepRun> run, Optional<Call> call) {
    /** Nothing was asked. */
    static Made not(Outcome outcome) {
        return not(Verdict.of(outcome));
    }

    /** Nothing could be asked. */
    static Made not(Verdict verdict) {
        return new Made(verdict, Optional.empty(), Optional.empty());
    }
}
