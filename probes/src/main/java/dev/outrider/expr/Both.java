package dev.outrider.expr;

import dev.outrider.source.Place;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Two conditions that must both be true; the second is not looked at where the first is false. */
public record Both(Expression first, Expression second) implements Expression {
    @Override
    public String text() {
        return first.text().strip() + " && " + second.text().strip();
    }

    @Override
    public Place place() {
        return first.place();
    }

    @Override
    public Type type() {
        return Type.BOOL;
    }

    @Override
    public Set<String> reads() {
        return readings().stream().map(Reading::name).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public List<Reading> readings() {
        return Stream.concat(first.readings().stream(), second.readings().stream())
                .toList();
    }

    @Override
    public Evaluation evaluate(Names names) {
        Evaluation one = first.evaluate(names);
        return one instanceof Evaluation.Value(Object value) && Boolean.TRUE.equals(value)
                ? second.evaluate(names)
                : one;
    }

    @Override
    public List<Finding> explain(Names names) {
        return Stream.concat(first.explain(names).stream(), second.explain(names).stream())
                .toList();
    }
}
