package dev.outrider.script;

import dev.outrider.expr.Scope;
import dev.outrider.expr.Type;
import dev.outrider.source.Similar;
import java.util.HashSet;
import java.util.Set;

/** The names that are made where something could not be read: whoever uses them has made no mistake. */
final class Misread {
    /** Keys below which names are made. */
    private static final Set<String> MAKERS = Set.of("capture", "let", "steps", "finally");

    private static final Set<String> KEYS = keys();

    private Misread() {}

    private static Set<String> keys() {
        Set<String> keys = new HashSet<>(Lang.shape("step").names());
        keys.addAll(Lang.shape("journey").names());
        return keys;
    }

    /** Those of a step that got an error. */
    static Scope step(Node node, Scope known) {
        return node instanceof Node.Mapping mapping ? members(mapping, Set.of(), known) : known;
    }

    /** Those below the keys of a header that were misspelt, or held something else. */
    static Scope header(Node node, Fields read, Scope known) {
        return node instanceof Node.Mapping mapping ? members(mapping, read.names(), known) : known;
    }

    /** @param read keys whose names are known already */
    private static Scope members(Node.Mapping mapping, Set<String> read, Scope known) {
        Scope scope = known;
        for (Node.Entry entry : mapping.entries()) {
            String key = entry.key().text();
            if (!read.contains(key) && isMaker(key)) {
                scope = made(entry.value(), scope);
            }
        }
        return scope;
    }

    private static boolean isMaker(String key) {
        return MAKERS.contains(key)
                || (!KEYS.contains(key)
                        && (Similar.to(key, KEYS).filter(MAKERS::contains).isPresent()
                                || MAKERS.stream()
                                        .anyMatch(maker -> Foreign.KEYS
                                                .getOrDefault(key, "")
                                                .contains("'" + maker + "'"))));
    }

    private static Scope made(Node value, Scope known) {
        Scope scope = known;
        switch (value) {
            case Node.Mapping names -> {
                for (Node.Entry entry : names.entries()) {
                    scope = with(entry.key().text(), scope);
                }
            }
            case Node.Sequence steps -> {
                for (Node item : steps.items()) {
                    scope = item instanceof Node.Mapping step ? members(step, Set.of(), scope) : scope;
                }
            }
            case Node.Scalar text -> {}
        }
        return scope;
    }

    private static Scope with(String name, Scope scope) {
        return name.matches("[A-Za-z_]\\w*") && scope.type(name).isEmpty() && !Reserved.TAKEN.contains(name)
                ? scope.with(name, Type.DYN)
                : scope;
    }
}
