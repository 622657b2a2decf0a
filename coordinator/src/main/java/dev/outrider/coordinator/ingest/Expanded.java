package dev.outrider.coordinator.ingest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.outrider.result.Fingerprint;
import dev.outrider.result.Outcome;
import dev.outrider.result.StepResult;
import dev.outrider.result.Timings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What {@link Compact} wrote, read back. */
final class Expanded {
    private Expanded() {}

    /** @param detail of an outcome; empty for a pass */
    static Outcome outcome(String detail) {
        return detail.isEmpty() ? new Outcome.Passed() : outcome(new Items(detail));
    }

    static List<StepResult> steps(String steps) {
        return new Items(steps).each().stream().map(Expanded::step).toList();
    }

    private static StepResult step(Items in) {
        return new StepResult(
                in.text(0),
                in.number(1) == 1,
                in.optional(2),
                in.small(3),
                outcome(in.items(4)),
                in.micros(5),
                timings(in.items(6)),
                in.small(7),
                in.optional(8),
                Optional.of(in.small(9)).filter(status -> status != 0),
                in.items(10).each().stream().map(Expanded::unmet).toList(),
                in.has(11) ? fingerprint(in.items(11)) : Optional.empty());
    }

    private static Optional<Fingerprint> fingerprint(Items in) {
        return in.items().isEmpty()
                ? Optional.empty()
                : Optional.of(new Fingerprint(
                        in.text(0),
                        in.text(1),
                        in.optional(5),
                        in.optional(6).map(Instant::parse),
                        in.text(2),
                        in.text(3),
                        in.number(4)));
    }

    private static Outcome outcome(Items in) {
        return switch (in.text(0)) {
            case "pass" -> new Outcome.Passed();
            case "degraded" -> new Outcome.Degraded(in.textsFrom(2), in.number(1) == 1);
            case "fail" -> new Outcome.Failed(Outcome.Fault.valueOf(in.text(1)), in.text(2));
            case "error" -> new Outcome.Errored(Outcome.Trouble.valueOf(in.text(1)), in.text(2));
            case "skipped" -> new Outcome.Skipped(in.text(1));
            case String other -> throw new IllegalStateException("the store holds an outcome '" + other + "'");
        };
    }

    private static Timings timings(Items in) {
        return new Timings(
                in.micros(0),
                in.micros(1),
                in.micros(2),
                in.micros(3),
                in.micros(4),
                in.micros(5),
                in.micros(6),
                in.micros(7));
    }

    private static StepResult.Unmet unmet(Items in) {
        return new StepResult.Unmet(in.text(0), in.text(1), in.small(2), in.small(3), in.text(4), in.text(5));
    }

    /** A JSON array. */
    private record Items(List<@Nullable Object> items) {
        Items(String json) {
            this(read(json));
        }

        /** Rows of an earlier version are shorter. */
        boolean has(int index) {
            return index < items.size();
        }

        String text(int index) {
            return String.valueOf(items.get(index));
        }

        Optional<String> optional(int index) {
            return Optional.ofNullable(items.get(index)).map(String::valueOf);
        }

        List<String> textsFrom(int index) {
            return items.subList(index, items.size()).stream()
                    .map(String::valueOf)
                    .toList();
        }

        long number(int index) {
            return items.get(index) instanceof Long number ? number : 0;
        }

        int small(int index) {
            return Math.toIntExact(number(index));
        }

        Duration micros(int index) {
            return Duration.of(number(index), ChronoUnit.MICROS);
        }

        Items items(int index) {
            return items.get(index) instanceof Items inner ? inner : new Items(List.of());
        }

        List<Items> each() {
            return items.stream().map(Items.class::cast).toList();
        }

        private static List<@Nullable Object> read(String text) {
            try (JsonParser json = Compact.JSON.createParser(text)) {
                json.nextToken();
                return array(json);
            } catch (IOException broken) {
                throw new UncheckedIOException("the store holds what is not JSON", broken);
            }
        }

        private static List<@Nullable Object> array(JsonParser json) throws IOException {
            List<@Nullable Object> items = new ArrayList<>();
            for (JsonToken token = json.nextToken(); token != JsonToken.END_ARRAY; token = json.nextToken()) {
                items.add(
                        switch (token) {
                            case START_ARRAY -> new Items(array(json));
                            case VALUE_NUMBER_INT -> json.getLongValue();
                            case VALUE_NULL -> null;
                            case null -> throw new IOException("it ends too early");
                            default -> json.getText();
                        });
            }
            return items;
        }
    }
}
