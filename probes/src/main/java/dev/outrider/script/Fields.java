package dev.outrider.script;

import dev.outrider.script.Key.Shape;
import dev.outrider.source.Place;
import dev.outrider.source.Problem;
import dev.outrider.source.Similar;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A mapping whose keys and their forms have been checked against a shape; what was wrong has been said and left out. */
final class Fields {
    private final Shape shape;
    private final Place place;
    private final Map<String, Node.Entry> entries = new LinkedHashMap<>();
    private final boolean sound;

    private Fields(Node node, Shape shape, Place place, Problems problems) {
        this.shape = shape;
        this.place = place;
        int before = problems.errors();
        if (node instanceof Node.Mapping mapping) {
            mapping.entries().forEach(entry -> take(entry, problems));
            missing(mapping, problems);
        } else {
            problems.error(node.place(), shape.article() + " is a mapping, with a key on each line");
        }
        this.sound = problems.errors() == before;
    }

    /** @param place what a missing key is reported at */
    static Fields of(Node node, Shape shape, Place place, Problems problems) {
        return new Fields(node, shape, place, problems);
    }

    private void take(Node.Entry entry, Problems problems) {
        String name = entry.key().text();
        Optional<Key> key = shape.key(name);
        if (key.isEmpty()) {
            problems.accept(unknown(entry.key()));
        } else if (entries.containsKey(name)) {
            int line = entries.get(name).key().place().position().line();
            problems.error(entry.key().place(), "'" + name + "' is written twice", "already on line " + line);
        } else {
            Optional<Problem> complaint = new FormCheck(name, key.get().form()).of(entry.value());
            complaint.ifPresent(problems);
            if (complaint.isEmpty()) {
                entries.put(name, entry);
            }
        }
    }

    private Problem unknown(Node.Scalar key) {
        String name = key.text();
        String message = "unknown key '" + name + "' in " + shape.article();
        String foreign = Foreign.KEYS.get(name);
        if (foreign != null) {
            return Problem.error(key.place(), message, foreign);
        }
        return Similar.to(name, shape.names())
                .map(near -> Problem.error(key.place(), message, "did you mean '" + near + "'?"))
                .orElseGet(() ->
                        Problem.error(key.place(), message).hint("it can have: " + String.join(", ", shape.names())));
    }

    private void missing(Node.Mapping mapping, Problems problems) {
        for (Key key : shape.keys()) {
            if (key.required() && mapping.get(key.name()).isEmpty() && !isMistyped(key, mapping)) {
                problems.error(
                        place,
                        "%s has no '%s'".formatted(shape.article().replaceFirst("^an? ", "this "), key.name()),
                        "add '" + key.name() + ": ...'",
                        key.doc());
            }
        }
    }

    /** One mistake, one message: a key that is misspelt is not also missing. */
    private boolean isMistyped(Key key, Node.Mapping mapping) {
        return mapping.entries().stream()
                .map(entry -> entry.key().text())
                .filter(name -> shape.key(name).isEmpty())
                .anyMatch(name -> Similar.to(name, shape.names()).equals(Optional.of(key.name()))
                        || Foreign.KEYS.getOrDefault(name, "").contains("'" + key.name() + "'")
                        || Foreign.KEYS.getOrDefault(name, "").contains(key.name() + ":"));
    }

    /** Whether nothing was wrong with its keys. */
    boolean isSound() {
        return sound;
    }

    Place place() {
        return place;
    }

    Set<String> names() {
        return entries.keySet();
    }

    boolean has(String name) {
        return entries.containsKey(name);
    }

    Optional<Node.Scalar> key(String name) {
        return Optional.ofNullable(entries.get(name)).map(Node.Entry::key);
    }

    Optional<Node> node(String name) {
        return Optional.ofNullable(entries.get(name)).map(Node.Entry::value);
    }

    Optional<Node.Scalar> scalar(String name) {
        return node(name).map(Node.Scalar.class::cast);
    }

    Optional<String> text(String name) {
        return scalar(name).map(Node.Scalar::text).map(String::strip);
    }

    Optional<Duration> duration(String name) {
        return text(name).map(Scalars::duration);
    }

    Optional<Integer> count(String name) {
        return text(name).map(Integer::valueOf);
    }

    boolean isTrue(String name) {
        return text(name).map(Boolean::parseBoolean).orElse(false);
    }

    /** A percentage as a share of 1. */
    Optional<BigDecimal> share(String name) {
        return text(name).map(Scalars::share);
    }

    /** One text, or each of a list. */
    List<Node.Scalar> scalars(String name) {
        return node(name).map(Fields::scalars).orElse(List.of());
    }

    private static List<Node.Scalar> scalars(Node node) {
        return switch (node) {
            case Node.Scalar scalar -> List.of(scalar);
            case Node.Sequence sequence ->
                sequence.items().stream().map(Node.Scalar.class::cast).toList();
            case Node.Mapping mapping -> List.of();
        };
    }

    List<String> texts(String name) {
        return scalars(name).stream().map(Node.Scalar::text).toList();
    }

    List<Node> items(String name) {
        return node(name).map(node -> ((Node.Sequence) node).items()).orElse(List.of());
    }

    List<Node.Entry> members(String name) {
        return node(name).map(node -> ((Node.Mapping) node).entries()).orElse(List.of());
    }

    Optional<Fields> object(String name, Problems problems) {
        return node(name)
                .map(node -> of(node, Lang.shape(shape.key(name).orElseThrow().shape()), place(name), problems));
    }

    /** Of a key that is there its own place, else that of the whole. */
    Place place(String name) {
        return key(name).map(Node.Scalar::place).orElse(place);
    }

    /** Of a value that is there its own place, else that of the whole. */
    Place valuePlace(String name) {
        return node(name).map(Node::place).orElse(place);
    }
}
