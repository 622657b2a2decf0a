package dev.outrider.script;

import dev.outrider.journey.Journey;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a journey reads of its environment.
 *
 * @param vars names read as {@code env.x}
 * @param secrets names read as {@code secrets.x}
 */
public record Usage(Set<String> vars, Set<String> secrets) {
    public Usage {
        vars = Set.copyOf(vars);
        secrets = Set.copyOf(secrets);
    }

    /** Everything that any expression of these journeys reads. */
    public static Usage of(Collection<Journey> journeys) {
        Set<String> vars = new HashSet<>();
        Set<String> secrets = new HashSet<>();
        journeys.stream()
                .flatMap(Journey::expressions)
                .flatMap(expression -> expression.readings().stream())
                .forEach(reading -> {
                    switch (reading.name()) {
                        case "env" -> vars.add(reading.field().orElse(EVERY));
                        case "secrets" -> secrets.add(reading.field().orElse(EVERY));
                        default -> {}
                    }
                });
        return new Usage(vars, secrets);
    }

    /** Stands for a reading that could be of any name. */
    private static final String EVERY = "*";

    boolean reads(String name) {
        return vars.contains(name) || vars.contains(EVERY);
    }

    boolean readsSecret(String name) {
        return secrets.contains(name) || secrets.contains(EVERY);
    }

    /** The environment with only what is read: an edit of anything else does not change it. */
    public Environment reduce(Environment environment) {
        Map<String, Environment.Region> regions = new java.util.TreeMap<>();
        environment.regions().forEach((name, region) -> reduce(region).ifPresent(kept -> regions.put(name, kept)));
        return new Environment(
                environment.name(),
                kept(environment.vars(), this::reads),
                kept(environment.secrets(), this::readsSecret),
                regions,
                environment.reach());
    }

    private Optional<Environment.Region> reduce(Environment.Region region) {
        Environment.Region kept = new Environment.Region(
                kept(region.vars(), this::reads), kept(region.secrets(), this::readsSecret), region.reach());
        return kept.equals(new Environment.Region(Map.of(), Map.of(), Reach.PLAIN))
                ? Optional.empty()
                : Optional.of(kept);
    }

    private static <V> Map<String, V> kept(Map<String, V> all, java.util.function.Predicate<String> isRead) {
        Map<String, V> kept = new java.util.TreeMap<>(all);
        kept.keySet().removeIf(isRead.negate());
        return kept;
    }
}
