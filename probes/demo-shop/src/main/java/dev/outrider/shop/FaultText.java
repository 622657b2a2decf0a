package dev.outrider.shop;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Faults as JSON and as one word of the command line; what is wrong with one is said in a sentence. */
final class FaultText {
    private static final Set<String> FAULT_KEYS = Set.of("step", "kind", "status", "ms", "region");
    private static final String KINDS = "slow, error, wrong, hang";
    private static final int DEFAULT_STATUS = 500;
    private static final int DEFAULT_MS = 3000;
    private static final int LONGEST_MS = 600_000;

    private FaultText() {}

    /** One fault of an admin request; {@code IllegalArgumentException} with a sentence. */
    static Fault fault(Object json) {
        return read(object(json, FAULT_KEYS));
    }

    private static Fault read(JsonObject json) {
        return new Fault(step(text(json, "step")), kind(json), optionalText(json, "region"));
    }

    static Faults.Window window(Object json) {
        Set<String> keys = new TreeSet<>(FAULT_KEYS);
        keys.addAll(Set.of("from", "to"));
        JsonObject window = object(json, keys);
        return new Faults.Window(instant(window, "from"), instant(window, "to"), read(window));
    }

    /** {@code pay:error=502:eu-west}; the number and the region may be missing. */
    static Fault word(String word) {
        List<String> parts = List.of(word.split(":", 3));
        if (parts.size() < 2) {
            throw new IllegalArgumentException(
                    "'" + word + "' is not STEP:KIND or STEP:KIND:REGION, as pay:error=502:eu-west");
        }
        List<String> kind = List.of(parts.get(1).split("=", 2));
        JsonObject json = new JsonObject().put("step", parts.get(0)).put("kind", kind.get(0));
        kind.stream().skip(1).forEach(number -> json.put(numberKey(kind.get(0)), number(number)));
        parts.stream().skip(2).forEach(region -> json.put("region", region));
        return read(json);
    }

    static Step step(String word) {
        return Step.of(word)
                .orElseThrow(
                        () -> new IllegalArgumentException("there is no step '" + word + "'; steps: " + Step.words()));
    }

    private static Fault.Kind kind(JsonObject json) {
        String kind = text(json, "kind");
        refuseOther(json, kind, "status", "error");
        refuseOther(json, kind, "ms", "slow");
        return switch (kind) {
            case "slow" -> new Fault.Slow(Duration.ofMillis(between(json, "ms", 1, LONGEST_MS, DEFAULT_MS)));
            case "error" -> new Fault.Failure(between(json, "status", 400, 599, DEFAULT_STATUS));
            case "wrong" -> new Fault.Wrong();
            case "hang" -> new Fault.Hang();
            default -> throw new IllegalArgumentException("there is no kind '" + kind + "'; kinds: " + KINDS);
        };
    }

    private static String numberKey(String kind) {
        return switch (kind) {
            case "slow" -> "ms";
            case "error" -> "status";
            default ->
                throw new IllegalArgumentException("'" + kind + "' takes no number; only slow=MS and error=STATUS do");
        };
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is not a whole number", e);
        }
    }

    private static void refuseOther(JsonObject json, String kind, String key, String owner) {
        if (json.containsKey(key) && !kind.equals(owner)) {
            throw new IllegalArgumentException(key + " belongs to the kind " + owner + ", not to " + kind);
        }
    }

    private static int between(JsonObject json, String key, int least, int most, int otherwise) {
        Object value = json.getValue(key, otherwise);
        if (value instanceof Integer number && number >= least && number <= most) {
            return number;
        }
        throw new IllegalArgumentException(
                "%s: a whole number from %d to %d, not %s".formatted(key, least, most, value));
    }

    private static JsonObject object(Object json, Set<String> allowed) {
        if (!(json instanceof JsonObject object)) {
            throw new IllegalArgumentException("a fault is a JSON object with the keys " + sorted(allowed));
        }
        object.fieldNames().stream()
                .filter(key -> !allowed.contains(key))
                .findFirst()
                .ifPresent(key -> {
                    throw new IllegalArgumentException("there is no key '" + key + "'; keys: " + sorted(allowed));
                });
        return object;
    }

    private static String sorted(Set<String> keys) {
        return String.join(", ", new TreeSet<>(keys));
    }

    private static String text(JsonObject json, String key) {
        return optionalText(json, key)
                .orElseThrow(() -> new IllegalArgumentException(key + " is missing"
                        + switch (key) {
                            case "step" -> "; steps: " + Step.words();
                            case "kind" -> "; kinds: " + KINDS;
                            default -> "";
                        }));
    }

    private static Optional<String> optionalText(JsonObject json, String key) {
        Object value = json.getValue(key);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof String text && !text.isBlank()) {
            return Optional.of(text);
        }
        throw new IllegalArgumentException(key + ": a text, not " + value);
    }

    private static Instant instant(JsonObject json, String key) {
        String text = text(json, key);
        return Times.instant(text)
                .orElseThrow(() -> new IllegalArgumentException(
                        key + ": an instant such as 2026-11-27T12:00:00Z, not '" + text + "'"));
    }

    static JsonObject json(Fault fault) {
        JsonObject json = new JsonObject()
                .put("step", fault.step().word())
                .put("kind", fault.kind().word());
        switch (fault.kind()) {
            case Fault.Slow(var by) -> json.put("ms", by.toMillis());
            case Fault.Failure(int status) -> json.put("status", status);
            case Fault.Wrong _, Fault.Hang _ -> {}
        }
        fault.region().ifPresent(region -> json.put("region", region));
        return json;
    }

    static JsonObject json(Faults.Window window) {
        return new JsonObject()
                .put("from", Times.text(window.from()))
                .put("to", Times.text(window.to()))
                .mergeIn(json(window.fault()));
    }
}
