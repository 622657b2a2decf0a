package dev.outrider.source;

import java.util.Comparator;
import java.util.Optional;

/**
 * One mistake of an author: what is wrong, where, and what to write instead.
 *
 * @param label what stands beside the caret; may be empty
 * @param hint what stands below it, after {@code =}
 * @param masked whether what stands at the place must not be shown
 */
public record Problem(
        Severity severity, Place place, String message, String label, Optional<String> hint, boolean masked) {
    public Problem {
        message = Quotation.settled(message);
    }

    /** In the order of reading. */
    public static final Comparator<Problem> BY_PLACE = Comparator.comparing(
                    (Problem problem) -> problem.place().file())
            .thenComparing(problem -> problem.place().position());

    /** An error keeps a script from running; a warning does not. */
    public enum Severity {
        ERROR,
        WARNING
    }

    public Problem(Severity severity, Place place, String message, String label, Optional<String> hint) {
        this(severity, place, message, label, hint, false);
    }

    public static Problem error(Place place, String message) {
        return new Problem(Severity.ERROR, place, message, "", Optional.empty());
    }

    public static Problem error(Place place, String message, String label) {
        return new Problem(Severity.ERROR, place, message, label, Optional.empty());
    }

    public static Problem warning(Place place, String message, String label) {
        return new Problem(Severity.WARNING, place, message, label, Optional.empty());
    }

    public Problem hint(String text) {
        return new Problem(severity, place, message, label, Optional.of(text), masked);
    }

    public Problem mask() {
        return new Problem(severity, place, message, label, hint, true);
    }

    /** The same, its file named as from outside of its folder. */
    public Problem in(String folder) {
        Place outside = new Place(folder + place.file(), place.position(), place.width());
        return new Problem(severity, outside, message, label, hint, masked);
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }

    /** As a terminal shows it: the message, {@code --> file:line:column}, the line of {@code text}, a caret, the hint. */
    public String render(String text) {
        return Excerpt.of(this, text);
    }
}
