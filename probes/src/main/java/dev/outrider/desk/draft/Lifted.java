package dev.outrider.desk.draft;

import dev.outrider.run.Sensitive;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What belongs in an environment and not in a script: addresses, accounts, secrets. */
final class Lifted {
    private static final Sensitive SENSITIVE = new Sensitive(Set.of());

    private final String prefix;
    private final Map<String, String> vars = new LinkedHashMap<>();
    private final Map<String, String> secrets = new LinkedHashMap<>();
    private final Map<String, String> byValue = new LinkedHashMap<>();

    /** @param id of the journey, with which the names of variables that hold its secrets begin */
    Lifted(String id) {
        this.prefix = id.toUpperCase(Locale.ROOT).replace('-', '_') + "_";
    }

    /** The expression that reads a value which is the environment's from now on. */
    String var(String wish, String value) {
        return byValue.computeIfAbsent("var " + value, key -> "env." + added(vars, wish, value));
    }

    /** The expression that reads a value which somebody has to write in. */
    String unset(String wish, String value) {
        return byValue.computeIfAbsent("unset " + value, key -> "env." + added(vars, wish, "SET-" + wish));
    }

    /** The expression that reads a secret; the value itself is forgotten. */
    String secret(String wish, String value) {
        return byValue.computeIfAbsent("secret " + value, key -> {
            String name = free(secrets, wish);
            secrets.put(name, "env:" + prefix + upper(name));
            return "secrets." + name;
        });
    }

    /** Whether a name says that what it holds is nobody's business. */
    static boolean isSecretName(String name) {
        return SENSITIVE.field(name);
    }

    private static String added(Map<String, String> to, String wish, String value) {
        String name = free(to, wish);
        to.put(name, value);
        return name;
    }

    private static String free(Map<String, String> taken, String wish) {
        String name = wish.isEmpty() || Cel.isReserved(wish) ? wish + "Value" : wish;
        String free = name;
        for (int i = 2; taken.containsKey(free); i++) {
            free = name + i;
        }
        return free;
    }

    private static String upper(String name) {
        return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toUpperCase(Locale.ROOT);
    }

    Map<String, String> vars() {
        return vars;
    }

    Map<String, String> secrets() {
        return secrets;
    }
}
