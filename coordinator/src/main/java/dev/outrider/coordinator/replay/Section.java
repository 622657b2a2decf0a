package dev.outrider.coordinator.replay;

import dev.outrider.source.Position;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An object of a replay file, read key by key; every refusal has its place. */
final class Section {
    private final Position at;
    private final Map<String, Json.Field> fields;

    /** @throws Unreadable when it is no object, or has a key that is not among these */
    Section(Json json, String... known) {
        if (!(json instanceof Json.Fields(Position place, Map<String, Json.Field> found))) {
            throw new Unreadable(json.at(), "an object is expected");
        }
        this.at = place;
        this.fields = found;
        for (Map.Entry<String, Json.Field> field : found.entrySet()) {
            if (!Set.of(known).contains(field.getKey())) {
                throw new Unreadable(
                        field.getValue().at(),
                        "unknown key '%s'; known are %s".formatted(field.getKey(), String.join(", ", known)));
            }
        }
    }

    /** A value; none when it is null or not there. */
    Optional<Json> maybe(String key) {
        return Optional.ofNullable(fields.get(key))
                .map(Json.Field::value)
                .filter(value -> !(value instanceof Json.Nothing));
    }

    Json value(String key) {
        return maybe(key).orElseThrow(() -> new Unreadable(at, "'%s' is missing".formatted(key)));
    }

    Section section(String key, String... known) {
        return new Section(value(key), known);
    }

    List<Json> items(String key) {
        return maybe(key).map(Section::items).orElse(List.of());
    }

    String text(String key) {
        return text(value(key));
    }

    /** Whole, and at least this. */
    int count(String key, int least) {
        Json value = value(key);
        long count = whole(value);
        if (count < least || count > Integer.MAX_VALUE) {
            throw new Unreadable(value.at(), "a whole number from %d on is expected".formatted(least));
        }
        return (int) count;
    }

    long whole(String key) {
        return whole(value(key));
    }

    /** Seconds, whole, as milliseconds. */
    long instant(String key) {
        return instant(value(key));
    }

    static List<Json> items(Json json) {
        if (json instanceof Json.Items(Position _, List<Json> items)) {
            return items;
        }
        throw new Unreadable(json.at(), "a list is expected");
    }

    static String text(Json json) {
        if (json instanceof Json.Text(Position _, String text)) {
            return text;
        }
        throw new Unreadable(json.at(), "text is expected");
    }

    static long instant(Json json) {
        long seconds = whole(json);
        if (Math.abs(seconds) > 100_000_000_000L) {
            throw new Unreadable(json.at(), "seconds are expected");
        }
        return seconds * 1000;
    }

    private static long whole(Json json) {
        if (json instanceof Json.Figure(Position _, BigDecimal number)) {
            try {
                return number.longValueExact();
            } catch (ArithmeticException broken) {
                throw new Unreadable(json.at(), "a whole number is expected");
            }
        }
        throw new Unreadable(json.at(), "a number is expected");
    }
}
