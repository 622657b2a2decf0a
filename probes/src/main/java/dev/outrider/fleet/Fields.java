package dev.outrider.fleet;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The members of a JSON object, read by name and type. Whatever is not as it should be throws {@link Malformed} with its path. */
final class Fields {
    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");

    private final String path;
    private final Map<String, ?> members;

    Fields(String path, Map<String, ?> members) {
        this.path = path;
        this.members = members;
    }

    static Fields of(String path, byte[] json) {
        return new Fields(path, Json.read(json, 0, json.length));
    }

    String text(String name) {
        return required(name, String.class, "a text");
    }

    Optional<String> optionalText(String name) {
        return optional(name, String.class, "a text");
    }

    long whole(String name) {
        return required(name, Long.class, "a whole number");
    }

    int small(String name) {
        return asInt(name, whole(name));
    }

    Optional<Integer> optionalSmall(String name) {
        return optional(name, Long.class, "a whole number").map(value -> asInt(name, value));
    }

    double number(String name) {
        double value = required(name, Number.class, "a number").doubleValue();
        if (!Double.isFinite(value)) {
            throw wrong(name, "is not a finite number");
        }
        return value;
    }

    boolean flag(String name) {
        return required(name, Boolean.class, "true or false");
    }

    Instant instant(String name) {
        return asInstant(name, text(name));
    }

    Optional<Instant> optionalInstant(String name) {
        return optionalText(name).map(text -> asInstant(name, text));
    }

    /** In nanoseconds. */
    Duration duration(String name) {
        return Duration.ofNanos(whole(name));
    }

    Optional<Duration> optionalDuration(String name) {
        return optional(name, Long.class, "a whole number").map(Duration::ofNanos);
    }

    /** One of {@code T}'s values, by its word on the wire. */
    <T extends Enum<T>> T word(String name, Class<T> type) {
        String word = text(name);
        for (T value : type.getEnumConstants()) {
            if (Words.of(value).equals(word)) {
                return value;
            }
        }
        throw wrong(name, "is '" + word + "', which this version does not know");
    }

    Fields object(String name) {
        return nested(path + "." + name, required(name, Map.class, "an object"));
    }

    Optional<Fields> optionalObject(String name) {
        return optional(name, Map.class, "an object").map(members -> nested(path + "." + name, members));
    }

    <T> List<T> list(String name, Function<Fields, T> reader) {
        List<?> items = required(name, List.class, "a list");
        return IntStream.range(0, items.size())
                .mapToObj(i -> reader.apply(item(name, i, items.get(i))))
                .toList();
    }

    /** Empty where an older writer knew nothing of it. */
    <T> List<T> listIfAny(String name, Function<Fields, T> reader) {
        return optional(name, List.class, "a list").isPresent() ? list(name, reader) : List.of();
    }

    /** Empty where an older writer knew nothing of it. */
    Optional<List<String>> optionalTexts(String name) {
        return optional(name, List.class, "a list").map(items -> texts(name, items));
    }

    List<String> texts(String name) {
        return texts(name, required(name, List.class, "a list"));
    }

    Map<String, String> textMap(String name) {
        Fields inner = object(name);
        Map<String, String> texts = new LinkedHashMap<>();
        inner.members.keySet().forEach(key -> texts.put(key, inner.text(key)));
        return texts;
    }

    Map<String, List<String>> textsMap(String name) {
        Fields inner = object(name);
        Map<String, List<String>> texts = new LinkedHashMap<>();
        inner.members.keySet().forEach(key -> texts.put(key, inner.texts(key)));
        return texts;
    }

    Malformed wrong(String name, String why) {
        return new Malformed(path + "." + name + " " + why);
    }

    private Fields item(String name, int index, Object item) {
        String at = name + "[" + index + "]";
        if (item instanceof Map<?, ?> object) {
            return nested(path + "." + at, object);
        }
        throw wrong(at, "is not an object");
    }

    private List<String> texts(String name, List<?> items) {
        return items.stream()
                .map(item -> {
                    if (item instanceof String text) {
                        return text;
                    }
                    throw wrong(name, "is not a list of texts");
                })
                .toList();
    }

    @SuppressWarnings("unchecked") // Json makes maps by names only
    private static Fields nested(String path, Map<?, ?> members) {
        return new Fields(path, (Map<String, ?>) members);
    }

    private int asInt(String name, long value) {
        if (value != (int) value) {
            throw wrong(name, "is too large");
        }
        return (int) value;
    }

    private Instant asInstant(String name, String text) {
        try {
            Instant instant = Instant.parse(text);
            if (instant.isAfter(LATEST) || instant.isBefore(EARLIEST)) {
                throw wrong(name, "is no instant of our era");
            }
            return instant;
        } catch (DateTimeException notAnInstant) {
            throw wrong(name, "is not an instant");
        }
    }

    private <T> T required(String name, Class<T> type, String what) {
        return optional(name, type, what).orElseThrow(() -> wrong(name, "is missing"));
    }

    private <T> Optional<T> optional(String name, Class<T> type, String what) {
        @Nullable Object value = members.get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!type.isInstance(value)) {
            throw wrong(name, "is not " + what);
        }
        return Optional.of(type.cast(value));
    }
}
