package dev.outrider.journey;

import dev.outrider.expr.Template;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The body of a request. */
public sealed interface Body {
    /** Every text in it. */
    default Stream<Template> templates() {
        return switch (this) {
            case None() -> Stream.empty();
            case Form(Map<String, Template> fields) -> fields.values().stream();
            case Json(Tree tree) -> tree.templates();
            case Text(Template text) -> Stream.of(text);
            case Multipart(List<Part> parts) ->
                parts.stream()
                        .flatMap(part -> part instanceof Part.Text text ? Stream.of(text.value()) : Stream.empty());
        };
    }

    record None() implements Body {}

    /** Sent as {@code application/x-www-form-urlencoded}. */
    record Form(Map<String, Template> fields) implements Body {}

    /** Sent as {@code application/json}. */
    record Json(Tree tree) implements Body {}

    /** Sent as it is. */
    record Text(Template text) implements Body {}

    /** Sent as {@code multipart/form-data}. */
    record Multipart(List<Part> parts) implements Body {
        public Multipart {
            parts = List.copyOf(parts);
        }
    }

    /** JSON with holes. */
    sealed interface Tree {
        /** Every text in it. */
        default Stream<Template> templates() {
            return switch (this) {
                case Obj(Map<String, Tree> members) -> members.values().stream().flatMap(Tree::templates);
                case Arr(List<Tree> items) -> items.stream().flatMap(Tree::templates);
                case Leaf(Template template) -> Stream.of(template);
                case Constant constant -> Stream.empty();
            };
        }

        record Obj(Map<String, Tree> members) implements Tree {}

        record Arr(List<Tree> items) implements Tree {}

        /** Text, or a value that keeps its type when it is exactly one {@code ${...}}. */
        record Leaf(Template template) implements Tree {}

        /** A number, a truth value or null as YAML read it: Long, Double, BigDecimal, Boolean or {@code Values.NULL}. */
        record Constant(Object value) implements Tree {}
    }
}
