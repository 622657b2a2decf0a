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
    private static final Scope SCOPE = Scope.EMPTY.with(Vocabulary.ANSWER);

    private Implied() {}

    /** That the answer is no error, said at the place of the request. */
    static Expression success(Place request) {
        Position[] at = new Position[SUCCESS.length() + 1];
        Arrays.fill(at, request.position());
        return Expressions.compile(Passage.of(request.file(), SUCCESS, at), SCOPE, problem -> {})
                .orElseThrow();
    }
}
