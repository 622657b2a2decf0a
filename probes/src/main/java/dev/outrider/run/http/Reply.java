package dev.outrider.run.http;

import dev.outrider.result.Outcome.Fault;

/** How one exchange ended. */
public sealed interface Reply {
    /** Where its time went. */
    Phases phases();

    /** The target answered; whether well is judged elsewhere. */
    record Answered(Answer answer, Phases phases) implements Reply {}

    /** There is no answer that could be judged. */
    record Broken(Fault fault, String detail, Phases phases) implements Reply {}
}
