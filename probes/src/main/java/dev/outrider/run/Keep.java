package dev.outrider.run;

import dev.outrider.result.StepResult;
import java.util.List;

/** Decides whether the evidence of a run that passed is kept; of any other it always is. */
@FunctionalInterface
public interface Keep {
    Keep ALWAYS = steps -> true;
    Keep NEVER = steps -> false;

    /**
     * Whether it is wanted of this one.
     *
     * @param steps what they found
     */
    boolean wanted(List<StepResult> steps);
}
