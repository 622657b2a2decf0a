package dev.outrider.run;

import dev.outrider.result.Outcome;
import dev.outrider.result.StepResult.Unmet;
import java.util.List;

/** What one answer, or its absence, comes to. */
record Verdict(Outcome outcome, List<Unmet> unmet) {
    Verdict {
        unmet = List.copyOf(unmet);
    }

    static Verdict of(Outcome outcome) {
        return new Verdict(outcome, List.of());
    }
}
