package dev.outrider.script;

import dev.outrider.expr.Type;
import dev.outrider.expr.Values;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Values and references to secrets that journeys read as {@code env.x} and {@code secrets.x}.
 *
 * @param vars String, Long, Double or Boolean by name
 * @param regions what differs in a region
 * @param reach how targets are reached
 */
public record Environment(
        String name,
        Map<String, Object> vars,
        Map<String, SecretRef> secrets,
        Map<String, Region> regions,
        Reach reach) {
    /** For a script that needs none. */
    public static final Environment NONE = new Environment("", Map.of(), Map.of(), Map.of(), Reach.PLAIN);

    public Environment {
        vars = Map.copyOf(vars);
        secrets = Map.copyOf(secrets);
        regions = Map.copyOf(regions);
    }

    /** What one region has instead of, or beside, the common values. */
    public record Region(Map<String, Object> vars, Map<String, SecretRef> secrets, Reach reach) {
        public Region {
            vars = Map.copyOf(vars);
            secrets = Map.copyOf(secrets);
        }
    }

    /**
     * All that a script can know of an environment before it runs: names, the types of their values, and whether a text begins a
     * URL. A script that compiles in one environment is the same journey in every other of this shape.
     */
    public record Shape(
            Map<String, Type> vars, Map<String, String> beginnings, Set<String> secrets, Map<String, Shape> regions) {
        public Shape {
            vars = Map.copyOf(vars);
            beginnings = Map.copyOf(beginnings);
            secrets = Set.copyOf(secrets);
            regions = Map.copyOf(regions);
        }

        private static Shape of(Map<String, Object> vars, Set<String> secrets, Map<String, Shape> regions) {
            Map<String, Type> types = new HashMap<>();
            Map<String, String> beginnings = new HashMap<>();
            vars.forEach((name, value) -> {
                types.put(name, Vocabulary.type(value));
                if (value instanceof String text) {
                    beginnings.put(name, UrlValues.beginning(text));
                }
            });
            return new Shape(types, beginnings, secrets, regions);
        }
    }

    public Shape shape() {
        Map<String, Shape> own = new HashMap<>();
        regions.forEach((region, its) ->
                own.put(region, Shape.of(its.vars(), its.secrets().keySet(), Map.of())));
        return Shape.of(vars, secrets.keySet(), own);
    }

    /** As an agent in this region sees it. */
    public Environment forRegion(String region) {
        Region own = regions.getOrDefault(region, new Region(Map.of(), Map.of(), Reach.PLAIN));
        return new Environment(
                name, merged(vars, own.vars), merged(secrets, own.secrets), Map.of(), reach.with(own.reach));
    }

    /** Reached in another way. */
    public Environment with(Reach other) {
        return new Environment(name, vars, secrets, regions, other);
    }

    private static <V> Map<String, V> merged(Map<String, V> common, Map<String, V> own) {
        Map<String, V> all = new LinkedHashMap<>(common);
        all.putAll(own);
        return all;
    }

    /** As a script that reads back to it, in one way only: sorted, every text in quotes. */
    public String toYaml() {
        StringBuilder yaml = new StringBuilder("environment: ").append(name).append('\n');
        write(yaml, "", vars, secrets);
        reach.write(yaml, "");
        if (!regions.isEmpty()) {
            yaml.append("regions:\n");
            new TreeMap<>(regions).forEach((region, own) -> {
                yaml.append("  ").append(region).append(":\n");
                write(yaml, "    ", own.vars, own.secrets);
                own.reach.write(yaml, "    ");
            });
        }
        return yaml.toString();
    }

    private static void write(
            StringBuilder yaml, String indent, Map<String, Object> vars, Map<String, SecretRef> secrets) {
        if (!vars.isEmpty()) {
            yaml.append(indent).append("vars:\n");
            new TreeMap<>(vars)
                    .forEach((name, value) -> yaml.append(indent + "  " + name + ": ")
                            .append(Values.toJson(value))
                            .append('\n'));
        }
        if (!secrets.isEmpty()) {
            yaml.append(indent).append("secrets:\n");
            new TreeMap<>(secrets)
                    .forEach((name, reference) -> yaml.append(indent + "  " + name + ": ")
                            .append(reference.text())
                            .append('\n'));
        }
    }
}
