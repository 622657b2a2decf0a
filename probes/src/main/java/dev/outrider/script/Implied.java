package dev.outrider.script;

import dev.outrider.expr.Expression;
import dev.outrider.expr.Expressions;
import dev.outrider.expr.Scope;
import dev.outrider.source.Passage;
import dev.outrider.source.Place;
import dev.outrider.source.Position;
import java.util.Arrays;

/** Conditions that nobody writes and everybody means. */
final class Implied {
    private static final String SUCCESS = "status < 400";
    private static final String NO_ERRORS = "!has(json.errors)";
    private static final Scope SCOPE = Scope.EMPTY.with(Vocabulary.ANSWER);

    private Implied() {}

    /** That the answer is no error, said at the place of the request. */
    static Expression success(Place request) {
        return compiled(SUCCESS, request);
    }

    /** That a GraphQL answer, which is 200 whatever happened, has no errors. */
    static Expression noErrors(Place graphql) {
        return compiled(NO_ERRORS, graphql);
    }

    private static Expression compiled(String text, Place place) {
        Position[] at = new Position[text.length() + 1];
        Arrays.fill(at, place.position());
        return Expressions.compile(Passage.of(place.file(), text, at), SCOPE, problem -> {})
                .orElseThrow();
    }
}
