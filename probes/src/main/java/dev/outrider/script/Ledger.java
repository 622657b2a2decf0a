package dev.outrider.script;

import dev.outrider.expr.Expression;
import dev.outrider.expr.Scope;
import dev.outrider.source.Place;
import dev.outrider.source.Problem;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The names that one script makes: where each first comes to be, whether anybody reads it, whether it holds a secret. */
final class Ledger {
    private final Map<String, Entry> made = new LinkedHashMap<>();
    private final Set<String> used = new HashSet<>();
    private final Set<String> secret = new HashSet<>();

    private record Entry(Place place, boolean captured) {}

    /** Notes a name ahead of its turn, so that whoever reads it too early can be told where it is. */
    void announce(Node step) {
        if (step instanceof Node.Mapping mapping) {
            announce(mapping, "let", false);
            announce(mapping, "capture", true);
            if (mapping.get("steps").orElse(null) instanceof Node.Sequence inside) {
                inside.items().forEach(this::announce);
            }
        }
    }

    private void announce(Node.Mapping step, String key, boolean captured) {
        if (step.get(key).orElse(null) instanceof Node.Mapping names) {
            names.entries()
                    .forEach(entry -> made.putIfAbsent(
                            entry.key().text(), new Entry(entry.key().place(), captured)));
        }
    }

    /** The scope in which every announced name says where it comes to be. */
    Scope early(Scope scope) {
        Scope result = scope;
        for (Map.Entry<String, Entry> name : made.entrySet()) {
            if (scope.type(name.getKey()).isEmpty() && !Reserved.TAKEN.contains(name.getKey())) {
                String verb = name.getValue().captured() ? "captured" : "computed";
                int line = name.getValue().place().position().line();
                result = result.without(
                        name.getKey(),
                        new Scope.Absence(
                                "'" + name.getKey() + "' is not known yet here",
                                "it is " + verb + " later, on line " + line,
                                "move this step below that one"));
            }
        }
        return result;
    }

    void read(String name) {
        used.add(name);
    }

    void taint(String name) {
        secret.add(name);
    }

    /** Whether what is read is a secret, or was made of one; of an object it may be one field only. */
    boolean isSecret(Expression.Reading reading) {
        return reading.name().equals("secrets")
                || secret.contains(reading.name())
                || reading.field()
                        .map(field -> secret.contains(reading.name() + "." + field))
                        .orElse(false);
    }

    /** Every name as it is at run time. */
    Map<String, String> names(String prefix) {
        Map<String, String> names = new LinkedHashMap<>();
        made.keySet().forEach(name -> names.put(name, prefix + name));
        return names;
    }

    /** Warns of what is made and never read. */
    void complainOfUnused(Set<String> shown, Problems problems) {
        made.forEach((name, entry) -> {
            if (!used.contains(name) && !shown.contains(name) && !Reserved.TAKEN.contains(name)) {
                problems.accept(Problem.warning(
                                entry.place(),
                                "'%s' is %s but never used".formatted(name, entry.captured() ? "captured" : "computed"),
                                "")
                        .hint("remove it, or use it in a later step"));
            }
        });
    }
}
