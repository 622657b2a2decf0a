package dev.outrider.run.http;

import dev.outrider.result.Outcome.Fault;
import dev.outrider.result.Outcome.Trouble;

/** How one exchange ended. */
public sealed interface Reply {
    /** Where its time went. */
    Phases phases();

    /** The target answered; whether well is judged elsewhere. */
    record Answered(Answer answer, Phases phases) implements Reply {}

    /** There is no answer that could be judged. */
    record Broken(Fault fault, String detail, Phases phases) implements Reply {}

    /** It could not be asked, for a reason of ours: nothing is known of the target. */
    record Untold(Trouble trouble, String detail, Phases phases) implements Reply {}
}
