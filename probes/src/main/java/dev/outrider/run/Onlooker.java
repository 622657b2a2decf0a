package dev.outrider.run;

import dev.outrider.journey.Step;
import dev.outrider.result.StepResult;

/** Who looks on while a run is made: told on the run's thread, and only what has passed redaction. */
public interface Onlooker {
    /** Nobody. */
    Onlooker NONE = new Onlooker() {
        @Override
        public void begins(Step step) {}

        @Override
        public void found(StepResult result) {}
    };

    /** A step is about to be made. */
    void begins(Step step);

    /** It is over, or was left out. */
    void found(StepResult result);
}
