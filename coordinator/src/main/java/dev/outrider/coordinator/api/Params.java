package dev.outrider.coordinator.api;

import dev.outrider.coordinator.ingest.Cursor;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The query of a request, checked: a name or a value that is not allowed is refused with what is. */
final class Params {
    static final int MOST = 500;
    private static final int USUAL = 50;
    private static final Map<String, Duration> RANGES = ranges();

    private final MultiMap query;

    private Params(MultiMap query) {
        this.query = query;
    }

    private static Map<String, Duration> ranges() {
        Map<String, Duration> ranges = new LinkedHashMap<>();
        ranges.put("1h", Duration.ofHours(1));
        ranges.put("6h", Duration.ofHours(6));
        ranges.put("24h", Duration.ofHours(24));
        ranges.put("7d", Duration.ofDays(7));
        ranges.put("28d", Duration.ofDays(28));
        ranges.put("90d", Duration.ofDays(90));
        return ranges;
    }

    /** A part of the path, which the route made sure is there. */
    static String part(RoutingContext ctx, String name) {
        return Objects.requireNonNull(ctx.pathParam(name), name);
    }

    /** @param allowed the names that this address knows */
    static Params of(RoutingContext ctx, String... allowed) {
        MultiMap query = ctx.queryParams();
        List<String> known = List.of(allowed);
        for (String name : query.names()) {
            if (!known.contains(name)) {
                String allows = known.isEmpty() ? "this address takes none" : "allowed: " + String.join(", ", known);
                throw Refusal.parameter(name, "unknown parameter “%s”; %s".formatted(name, allows));
            }
            if (query.getAll(name).size() > 1) {
                throw Refusal.parameter(name, "“%s” is given more than once".formatted(name));
            }
        }
        return new Params(query);
    }

    /** How far back, an hour unless told. */
    Duration range() {
        return oneOf("range", RANGES.keySet()).map(RANGES::get).orElse(Duration.ofHours(1));
    }

    int limit() {
        String text = query.get("limit");
        if (text == null) {
            return USUAL;
        }
        if (!text.matches("[1-9][0-9]{0,2}") || Integer.parseInt(text) > MOST) {
            throw Refusal.parameter("limit", "“%s” is not a limit; allowed: 1 to %d".formatted(text, MOST));
        }
        return Integer.parseInt(text);
    }

    Optional<Cursor> cursor() {
        String text = query.get("cursor");
        if (text == null) {
            return Optional.empty();
        }
        Optional<Cursor> cursor = Cursors.of(text);
        if (cursor.isEmpty()) {
            throw Refusal.parameter("cursor", "not a cursor; allowed: the “next” of an earlier answer, as it is");
        }
        return cursor;
    }

    Optional<String> oneOf(String name, Collection<String> allowed) {
        String value = query.get(name);
        if (value != null) {
            check(name, value, allowed);
        }
        return Optional.ofNullable(value);
    }

    /** Several, with commas between; all that are allowed when none is given. */
    Set<String> someOf(String name, Collection<String> allowed) {
        String value = query.get(name);
        if (value == null) {
            return new LinkedHashSet<>(allowed);
        }
        Set<String> chosen = new LinkedHashSet<>(List.of(value.split(",", -1)));
        chosen.forEach(one -> check(name, one, allowed));
        return chosen;
    }

    private static void check(String name, @Nullable String value, Collection<String> allowed) {
        if (!allowed.contains(value)) {
            String allows = String.join(", ", allowed);
            throw Refusal.parameter(name, "“%s” is not a %s; allowed: %s".formatted(value, name, allows));
        }
    }
}
