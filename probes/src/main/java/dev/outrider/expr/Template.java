package dev.outrider.expr;

import java.util.List;
import java.util.function.UnaryOperator;

/** Text with {@code ${expressions}} in it. */
public record Template(List<Part> parts) {
    /** A stretch of a template. */
    public sealed interface Part {}

    /** Text that stands as it is. */
    public record Literal(String text) implements Part {}

    /** A value put into the text. */
    public record Hole(Expression expression) implements Part {}

    public Template {
        parts = List.copyOf(parts);
    }

    public static Template of(String literal) {
        return new Template(List.of(new Literal(literal)));
    }

    /** Whether it is exactly one {@code ${...}}, whose value then keeps its type. */
    public boolean isValue() {
        return parts.size() == 1 && parts.getFirst() instanceof Hole;
    }

    /** The value when {@link #isValue()}, else the text. */
    public Evaluation value(Names names) {
        return isValue()
                ? ((Hole) parts.getFirst()).expression().evaluate(names)
                : text(names, UnaryOperator.identity());
    }

    /**
     * The text, every value in it passed through {@code escape}; a value that is not a scalar is {@link Evaluation.Unfit}.
     *
     * @param escape what the place demands: percent-encoding in a URL, nothing in a header
     */
    public Evaluation text(Names names, UnaryOperator<String> escape) {
        StringBuilder text = new StringBuilder();
        for (Part part : parts) {
            switch (part) {
                case Literal(String literal) -> text.append(literal);
                case Hole(Expression expression) -> {
                    Evaluation evaluation = expression.evaluate(names);
                    if (!(evaluation instanceof Evaluation.Value(Object value))) {
                        return evaluation;
                    }
                    text.append(escape.apply(Values.text(value)));
                }
            }
        }
        return new Evaluation.Value(text.toString());
    }
}
