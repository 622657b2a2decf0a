package dev.outrider.coordinator.replay;

import dev.outrider.coordinator.ingest.Report;
import dev.outrider.coordinator.slo.Target;
import dev.outrider.coordinator.verdict.Rules;
import dev.outrider.source.Problem;
import java.util.List;
import java.util.Optional;

/**
 * What a history is reckoned from; instants in milliseconds.
 *
 * @param from of the window whose figures are asked
 * @param to its end
 * @param now states are known up to here
 * @param reports those that are known
 */
public record Replay(Rules rules, long from, long to, long now, Optional<Target> target, List<Report> reports) {
    public Replay {
        reports = List.copyOf(reports);
    }

    /** A file that was read, or the reason why it cannot be. */
    public sealed interface Parsed {
        record Ready(Replay replay) implements Parsed {}

        record Rejected(Problem problem) implements Parsed {}
    }

    /** Reads the text of a file of this name. */
    public static Parsed parse(String file, String text) {
        try {
            return new Parsed.Ready(ReplayFile.read(Json.parse(text)));
        } catch (Unreadable unreadable) {
            return new Parsed.Rejected(unreadable.in(file));
        }
    }
}
