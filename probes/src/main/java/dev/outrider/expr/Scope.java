package dev.outrider.expr;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The names that exist at one place of a script, and what to say of those that exist only elsewhere. Immutable. */
public final class Scope {
    public static final Scope EMPTY = new Scope(Map.of(), Map.of(), Map.of());

    private final Map<String, Type> types;
    private final Map<String, Absence> absent;
    private final Map<String, Home> homes;

    /**
     * Why a name cannot be read here.
     *
     * @param message for example {@code 'cartId' is not known yet here}
     * @param label beside the caret
     * @param hint what to do; may be empty
     */
    public record Absence(String message, String label, String hint) {}

    /**
     * Where an author adds a field to a name.
     *
     * @param file or files
     * @param example what to write there; {@code %1$s} is the field, {@code %2$s} the same in capitals
     */
    public record Home(String file, String example) {
        String example(String field) {
            return example.formatted(field, field.toUpperCase(Locale.ROOT));
        }
    }

    private Scope(Map<String, Type> types, Map<String, Absence> absent, Map<String, Home> homes) {
        this.types = types;
        this.absent = absent;
        this.homes = homes;
    }

    /** With the place where fields of {@code name} are written. */
    public Scope home(String name, Home home) {
        Map<String, Home> all = new TreeMap<>(homes);
        all.put(name, home);
        return new Scope(types, absent, all);
    }

    Optional<Home> home(String name) {
        return Optional.ofNullable(homes.get(name));
    }

    public Scope with(String name, Type type) {
        return with(Map.of(name, type));
    }

    public Scope with(Map<String, Type> more) {
        Map<String, Type> all = new TreeMap<>(types);
        all.putAll(more);
        return new Scope(all, absent, homes);
    }

    /** A name that is known elsewhere, with what to say when it is read here. */
    public Scope without(String name, Absence absence) {
        Map<String, Type> fewer = new TreeMap<>(types);
        fewer.remove(name);
        Map<String, Absence> all = new TreeMap<>(absent);
        all.put(name, absence);
        return new Scope(fewer, all, homes);
    }

    public Optional<Type> type(String name) {
        return Optional.ofNullable(types.get(name));
    }

    public Set<String> names() {
        return new TreeSet<>(types.keySet());
    }

    /** The types of these names, and nothing to say of others. */
    Scope only(Set<String> names) {
        Map<String, Type> some = new HashMap<>();
        names.forEach(name -> type(name).ifPresent(type -> some.put(name, type)));
        return new Scope(Map.copyOf(some), Map.of(), Map.of());
    }

    /** Names that may have no value. */
    Set<String> optionals() {
        return types.entrySet().stream()
                .filter(entry -> entry.getValue().isOptional())
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    Optional<Absence> absence(String name) {
        return types.containsKey(name) ? Optional.empty() : Optional.ofNullable(absent.get(name));
    }

    Map<String, Type> types() {
        return types;
    }
}
