package dev.outrider.expr;

import dev.outrider.source.Place;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An expression whose names mean what a {@link View} says. */
record Seen(Expression inner, View view) implements Expression {
    @Override
    public String text() {
        return inner.text();
    }

    @Override
    public Place place() {
        return inner.place();
    }

    @Override
    public Type type() {
        return inner.type();
    }

    @Override
    public Set<String> reads() {
        return readings().stream().map(Reading::name).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public List<Reading> readings() {
        return inner.readings().stream().flatMap(this::atRuntime).toList();
    }

    private Stream<Reading> atRuntime(Reading reading) {
        if (view.fixed().containsKey(reading.name())) {
            return Stream.empty();
        }
        Expression computed = view.computed().get(reading.name());
        return computed == null
                ? Stream.of(new Reading(view.runtime(reading.name()), reading.field(), reading.place()))
                : computed.readings().stream();
    }

    @Override
    public Evaluation evaluate(Names names) {
        return switch (inner.evaluate(view.over(names))) {
            case Evaluation.Missing(String name) -> new Evaluation.Missing(view.runtime(name));
            case Evaluation.Value value -> value;
            case Evaluation.Unfit unfit -> unfit;
            case Evaluation.Limit limit -> limit;
        };
    }

    @Override
    public List<Finding> explain(Names names) {
        return inner.explain(view.over(names));
    }

    @Override
    public String toString() {
        return text();
    }
}
