package dev.outrider.run.net;

import dev.outrider.result.Outcome.Fault;
import dev.outrider.run.http.Phases;
import java.util.Map;
import java.util.Optional;

/** What became of a question. */
public sealed interface Found {
    /** Nanoseconds on the network, by phase. */
    Phases phases();

    /**
     * There was an answer.
     *
     * @param fields what the expressions of the step read behind its name: of {@code tls.daysLeft} the {@code daysLeft}
     * @param trouble that is an answer to who asked for it, and the better reason where it was not expected
     */
    record Answered(Map<String, Object> fields, Phases phases, Optional<Broken> trouble) implements Found {
        public Answered {
            fields = Map.copyOf(fields);
        }

        Answered(Map<String, Object> fields, Phases phases) {
            this(fields, phases, Optional.empty());
        }
    }

    /** There was none, for a reason that a person on call understands. */
    record Broken(Fault fault, String detail, Phases phases) implements Found {}
}
