package dev.outrider.desk.recording;

import dev.outrider.expr.Names;
import dev.outrider.expr.Values;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A place in a JSON document, or the lack of it: what is missing reads as empty. */
record Dug(@Nullable Object value) {
    /** @throws Unreadable when the text is not JSON */
    static Dug of(String text, String what) {
        try {
            return new Dug(Values.json(text.startsWith("\uFEFF") ? text.substring(1) : text));
        } catch (Names.NotAvailable notJson) {
            throw new Unreadable("this is not " + what + ": it is not JSON");
        }
    }

    Dug at(String name) {
        return new Dug(value instanceof Map<?, ?> map ? map.get(name) : null);
    }

    boolean has(String name) {
        return value instanceof Map<?, ?> map && map.containsKey(name);
    }

    List<Dug> items() {
        return value instanceof List<?> list ? list.stream().map(Dug::new).toList() : List.of();
    }

    boolean isList() {
        return value instanceof List<?>;
    }

    Optional<String> string() {
        return switch (value) {
            case String text -> Optional.of(text);
            case Number number -> Optional.of(Values.text(number));
            case Boolean truth -> Optional.of(truth.toString());
            case null, default -> Optional.empty();
        };
    }

    String text(String name) {
        return at(name).string().orElse("");
    }
}
