package dev.outrider.run;

import dev.outrider.expr.Expression;
import dev.outrider.expr.Names;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What the expressions of a run can read wherever they stand: its environment, and what was computed or captured so far. */
final class RunNames implements Names {
    private final InstantSource clock;
    private final @Nullable RandomGenerator chance;
    private final Map<String, Object> fixed;
    private final Map<String, Object> made = new HashMap<>();
    private final Masks masks;
    /** Names whose values tell a secret. */
    private final Set<String> secret = new HashSet<>(Set.of("secrets"));

    /** @param chance where what is random comes from; null when nobody wants to have it again */
    RunNames(
            InstantSource clock,
            @Nullable RandomGenerator chance,
            String region,
            String runId,
            Map<String, Object> env,
            Map<String, String> secrets,
            Masks masks) {
        this.masks = masks;
        this.clock = clock;
        this.chance = chance;
        this.fixed = Map.of("region", region, "runId", runId, "env", env, "secrets", secrets);
    }

    /** A {@code let} or a capture came to be. */
    void put(String name, Object value) {
        made.put(name, value);
    }

    /** From here on what is computed of it is a secret too. */
    void taint(String name) {
        secret.add(name);
    }

    /** Whether what it comes to tells a secret. */
    boolean tells(Expression expression) {
        return expression.reads().stream().anyMatch(secret::contains);
    }

    @Override
    public void written(Expression expression, Object value) {
        if (tells(expression)) {
            masks.hideComputed(value);
        }
    }

    /** A {@code let} or a capture, when it came to be. */
    Optional<Object> made(String name) {
        return Optional.ofNullable(made.get(name));
    }

    @Override
    public @Nullable Object get(String name) {
        if (name.equals("now")) {
            return clock.instant();
        }
        if (name.equals(RANDOM)) {
            return chance;
        }
        Object value = fixed.get(name);
        return value == null ? made.get(name) : value;
    }
}
