package dev.outrider.expr;

import dev.cel.runtime.CelVariableResolver;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The names of one evaluation, each turned into CEL's form when first read. */
final class Given implements CelVariableResolver {
    private final Names names;
    private final Set<String> optional;
    private final Map<String, Optional<Object>> known = new HashMap<>();
    private @Nullable String missing;

    /** @param optional names whose absence is a value */
    Given(Names names, Set<String> optional) {
        this.names = names;
        this.optional = optional;
    }

    @Override
    public Optional<Object> find(String name) {
        Optional<Object> value = known.get(name);
        if (value == null) {
            Object given = names.get(name);
            Optional<Object> cel = Optional.ofNullable(given).map(Values::toCel);
            value = optional.contains(name) ? Optional.of(cel) : cel;
            known.put(name, value);
        }
        if (value.isEmpty() && missing == null) {
            missing = name;
        }
        return value;
    }

    /** A value that is there, else null; never fails. */
    @Nullable
    Object peek(String name) {
        try {
            return find(name).orElse(null);
        } catch (Names.NotAvailable notThere) {
            return null;
        }
    }

    /** The first name that was read and did not exist. */
    @Nullable
    String missing() {
        return missing;
    }
}
