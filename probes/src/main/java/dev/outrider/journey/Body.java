package dev.outrider.journey;

import dev.outrider.expr.Template;
import java.util.List;
import java.util.Map;

/** The body of a request. */
public sealed interface Body {
    record None() implements Body {}

    /** Sent as {@code application/x-www-form-urlencoded}. */
    record Form(Map<String, Template> fields) implements Body {}

    /** Sent as {@code application/json}. */
    record Json(Tree tree) implements Body {}

    /** Sent as it is. */
    record Text(Template text) implements Body {}

    /** JSON with holes. */
    sealed interface Tree {
        record Obj(Map<String, Tree> members) implements Tree {}

        record Arr(List<Tree> items) implements Tree {}

        /** Text, or a value that keeps its type when it is exactly one {@code ${...}}. */
        record Leaf(Template template) implements Tree {}

        /** A number, a truth value or null as YAML read it: Long, Double, BigDecimal, Boolean or {@code Values.NULL}. */
        record Constant(Object value) implements Tree {}
    }
}
