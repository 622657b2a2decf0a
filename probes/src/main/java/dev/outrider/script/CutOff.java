package dev.outrider.script;

import dev.outrider.source.Problem;
import java.util.Optional;

/** Tells of an expression that cannot be read because YAML ended it early. */
final class CutOff {
    private CutOff() {}

    static Optional<Problem> of(Node.Scalar scalar) {
        if (!scalar.plain()) {
            return Optional.empty();
        }
        if (scalar.comment().isPresent() && isQuoteOpen(scalar.text())) {
            return Optional.of(Problem.error(
                            scalar.comment().get(),
                            "YAML cut this expression off at ' #' and took the rest as a comment")
                    .hint("quote the whole expression"));
        }
        if (scalar.commas() && open(scalar.text()) != 0) {
            return Optional.of(Problem.error(scalar.place(), "YAML cut this expression at a ',' inside [ ] or { }")
                    .hint("quote the whole expression, or put each on its own line"));
        }
        return Optional.empty();
    }

    private static boolean isQuoteOpen(String text) {
        return text.chars().filter(c -> c == '\'').count() % 2 == 1
                || text.chars().filter(c -> c == '"').count() % 2 == 1;
    }

    /** Brackets that are opened and not closed; negative when it is the other way. */
    private static long open(String text) {
        return text.chars().filter(c -> c == '(' || c == '[' || c == '{').count()
                - text.chars().filter(c -> c == ')' || c == ']' || c == '}').count();
    }
}
