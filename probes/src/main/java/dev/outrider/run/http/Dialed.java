package dev.outrider.run.http;

import dev.outrider.result.Outcome.Fault;
import dev.outrider.result.Outcome.Trouble;

/** What became of the wish for a connection. */
sealed interface Dialed {
    /** Where the time went. */
    Phases phases();

    /** It stands; {@code door} is where it leads. */
    record Connected(Connection connection, Door door, Phases phases) implements Dialed {}

    record NotConnected(Fault fault, String detail, Phases phases) implements Dialed {}

    /** For a reason of ours. */
    record Untold(Trouble trouble, String detail, Phases phases) implements Dialed {}
}
