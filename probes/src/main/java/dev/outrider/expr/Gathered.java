package dev.outrider.expr;

import dev.outrider.source.Place;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** An object of several values, each made when the object is asked for: a fragment's inputs, or its outputs. */
public final class Gathered implements Expression {
    private final String name;
    private final Place place;
    private final Type type;
    private final Map<String, Template> members;

    /** @param name what it is called in the text, for messages */
    public Gathered(String name, Place place, Type type, Map<String, Template> members) {
        this.name = name;
        this.place = place;
        this.type = type;
        this.members = Map.copyOf(members);
    }

    @Override
    public String text() {
        return name;
    }

    @Override
    public Place place() {
        return place;
    }

    @Override
    public Type type() {
        return type;
    }

    @Override
    public Set<String> reads() {
        return readings().stream().map(Reading::name).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public List<Reading> readings() {
        return members.values().stream()
                .flatMap(member -> member.holes().stream())
                .flatMap(hole -> hole.readings().stream())
                .toList();
    }

    @Override
    public Evaluation evaluate(Names names) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Map.Entry<String, Template> member : members.entrySet()) {
            Evaluation evaluation = member.getValue().value(names);
            if (!(evaluation instanceof Evaluation.Value(Object value))) {
                return evaluation;
            }
            values.put(member.getKey(), Values.toCel(value));
        }
        return new Evaluation.Value(new JsonObject(values));
    }

    @Override
    public List<Finding> explain(Names names) {
        return List.of();
    }

    @Override
    public String toString() {
        return text();
    }
}
