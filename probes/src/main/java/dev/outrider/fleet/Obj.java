package dev.outrider.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A JSON object in the making; what is empty is left out. */
final class Obj {
    private final Map<String, Object> members = new LinkedHashMap<>();

    /** A text, a number, a truth value, a list of texts, or an object of those. */
    Obj put(String name, Object value) {
        members.put(name, value);
        return this;
    }

    Obj put(String name, Obj value) {
        return put(name, value.members);
    }

    Obj put(String name, Instant value) {
        return put(name, value.toString());
    }

    /** In nanoseconds: the name says so. */
    Obj put(String name, Duration value) {
        return put(name, value.toNanos());
    }

    Obj put(String name, Enum<?> value) {
        return put(name, Words.of(value));
    }

    Obj put(String name, Optional<?> value) {
        value.ifPresent(present -> put(name, written(present)));
        return this;
    }

    <T> Obj put(String name, Optional<T> value, Function<T, Obj> writer) {
        value.ifPresent(present -> put(name, writer.apply(present)));
        return this;
    }

    private static Object written(Object value) {
        return switch (value) {
            case Instant at -> at.toString();
            case Duration duration -> duration.toNanos();
            default -> value;
        };
    }

    <T> Obj put(String name, List<T> items, Function<T, Obj> writer) {
        return put(name, items.stream().map(item -> writer.apply(item).members).toList());
    }

    Map<String, Object> members() {
        return members;
    }

    byte[] bytes() {
        return Json.write(members);
    }
}
