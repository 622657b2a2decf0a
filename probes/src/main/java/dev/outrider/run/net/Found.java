package dev.outrider.run.net;

import dev.outrider.result.Outcome.Fault;
import dev.outrider.run.http.Phases;
import java.util.Map;

/** What became of a question. */
public sealed interface Found {
    /** Nanoseconds on the network, by phase. */
    Phases phases();

    /**
     * There was an answer.
     *
     * @param fields what the expressions of the step read behind its name: of {@code tls.daysLeft} the {@code daysLeft}
     */
    record Answered(Map<String, Object> fields, Phases phases) implements Found {
        public Answered {
            fields = Map.copyOf(fields);
        }
    }

    /** There was none, for a reason that a person on call understands. */
    record Broken(Fault fault, String detail, Phases phases) implements Found {}
}
