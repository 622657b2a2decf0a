package dev.outrider.expr;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
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
        return isValue() ? told(((Hole) parts.getFirst()).expression(), names) : text(names, UnaryOperator.identity());
    }

    private static Evaluation told(Expression expression, Names names) {
        Evaluation evaluation = expression.evaluate(names);
        if (evaluation instanceof Evaluation.Value(Object value)) {
            names.written(expression, value);
        }
        return evaluation;
    }

    /**
     * The text, every value in it passed through {@code escape}; a value that is not a scalar is {@link Evaluation.Unfit}.
     *
     * @param escape what the place demands: percent-encoding in a URL, nothing in a header
     */
    public Evaluation text(Names names, UnaryOperator<String> escape) {
        return text(names, (index, value) -> escape.apply(value));
    }

    /** The text as a URL: every value in it percent-encoded, except one that begins it. */
    public Evaluation url(Names names) {
        return text(names, (index, value) -> index == 0 ? value : percentEncoded(value));
    }

    private static String percentEncoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** The first names that any of its expressions reads. */
    public Set<String> reads() {
        Set<String> names = new TreeSet<>();
        holes().forEach(hole -> names.addAll(hole.reads()));
        return names;
    }

    /** Its expressions, in their order. */
    public List<Expression> holes() {
        return parts.stream()
                .filter(Hole.class::isInstance)
                .map(part -> ((Hole) part).expression())
                .toList();
    }

    private Evaluation text(Names names, BiFunction<Integer, String, String> escape) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < parts.size(); i++) {
            switch (parts.get(i)) {
                case Literal(String literal) -> text.append(literal);
                case Hole(Expression expression) -> {
                    Evaluation evaluation = told(expression, names);
                    if (!(evaluation instanceof Evaluation.Value(Object value))) {
                        return evaluation;
                    }
                    Optional<String> scalar = Values.scalar(value);
                    if (scalar.isEmpty()) {
                        return new Evaluation.Unfit(
                                expression.text() + " is " + Values.kind(value) + ", which cannot stand in text");
                    }
                    text.append(escape.apply(i, scalar.get()));
                }
            }
        }
        return new Evaluation.Value(text.toString());
    }
}
