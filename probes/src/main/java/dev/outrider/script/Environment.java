package dev.outrider.script;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Values and references to secrets that journeys read as {@code env.x} and {@code secrets.x}.
 *
 * @param vars String, Long, Double or Boolean by name
 * @param regions what differs in a region
 */
public record Environment(
        String name, Map<String, Object> vars, Map<String, SecretRef> secrets, Map<String, Region> regions) {
    /** For a script that needs none. */
    public static final Environment NONE = new Environment("", Map.of(), Map.of(), Map.of());

    public Environment {
        vars = Map.copyOf(vars);
        secrets = Map.copyOf(secrets);
        regions = Map.copyOf(regions);
    }

    /** What one region has instead of, or beside, the common values. */
    public record Region(Map<String, Object> vars, Map<String, SecretRef> secrets) {
        public Region {
            vars = Map.copyOf(vars);
            secrets = Map.copyOf(secrets);
        }
    }

    /** As an agent in this region sees it. */
    public Environment forRegion(String region) {
        Region own = regions.getOrDefault(region, new Region(Map.of(), Map.of()));
        return new Environment(name, merged(vars, own.vars), merged(secrets, own.secrets), Map.of());
    }

    private static <V> Map<String, V> merged(Map<String, V> common, Map<String, V> own) {
        Map<String, V> all = new LinkedHashMap<>(common);
        all.putAll(own);
        return all;
    }
}
