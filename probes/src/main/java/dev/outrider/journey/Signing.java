package dev.outrider.journey;

import dev.outrider.expr.Expression;
import dev.outrider.expr.Template;
import java.util.Map;
import java.util.stream.Stream;

/** Headers that are computed from the finished request, which they see as {@code request}. */
public sealed interface Signing {
    /** Every expression of it. */
    default Stream<Expression> expressions() {
        return switch (this) {
            case None() -> Stream.empty();
            case Headers(Map<String, Template> headers) ->
                headers.values().stream().flatMap(header -> header.holes().stream());
            case Computed(Expression headers) -> Stream.of(headers);
        };
    }

    record None() implements Signing {}

    /** One text a header, in the author's order. */
    record Headers(Map<String, Template> headers) implements Signing {}

    /** All headers at once: an object of texts. */
    record Computed(Expression headers) implements Signing {}
}
