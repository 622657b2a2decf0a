package dev.outrider.coordinator.api;

import dev.outrider.coordinator.catalog.Watch;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How instants, durations and lists are written in every answer. */
final class Shapes {
    private Shapes() {}

    /** RFC 3339, UTC, to the millisecond. */
    static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    static String time(long epochMilli) {
        return Instant.ofEpochMilli(epochMilli).toString();
    }

    static @Nullable String time(Optional<Instant> instant) {
        return instant.map(Shapes::time).orElse(null);
    }

    /** Milliseconds with their fraction, to the microsecond. */
    static double ms(Duration duration) {
        long micros = duration.toNanos() / 1_000;
        return micros / 1_000.0;
    }

    /** As an author writes it: {@code 5s}, {@code 2m}, {@code 1500ms}. */
    static String duration(Duration duration) {
        long ms = duration.toMillis();
        if (ms % 1_000 != 0) {
            return ms + "ms";
        }
        if (ms % 60_000 != 0) {
            return ms / 1_000 + "s";
        }
        return ms % 3_600_000 != 0 ? ms / 60_000 + "m" : ms / 3_600_000 + "h";
    }

    static <T> JsonArray list(Collection<T> items, Function<T, ?> shape) {
        return new JsonArray(items.stream().map(shape).toList());
    }

    static JsonObject watch(Watch watch) {
        return new JsonObject().put("journey", watch.journey()).put("environment", watch.environment());
    }
}
