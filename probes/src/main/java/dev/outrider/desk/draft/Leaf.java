package dev.outrider.desk.draft;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A scalar in a JSON document, and the way to it.
 *
 * @param path names (String) and indexes (Integer)
 */
record Leaf(List<Object> path, Object value) {
    private static final int MOST = 20_000;

    Leaf {
        path = List.copyOf(path);
    }

    /** All of a document, in its order. */
    static List<Leaf> all(Object tree) {
        List<Leaf> leaves = new ArrayList<>();
        walk(tree, List.of(), leaves);
        return leaves;
    }

    private static void walk(Object value, List<Object> path, List<Leaf> leaves) {
        if (leaves.size() >= MOST) {
            return;
        }
        switch (value) {
            case Map<?, ?> map -> map.forEach((name, member) -> walk(member, longer(path, name), leaves));
            case List<?> list -> {
                for (int i = 0; i < list.size(); i++) {
                    walk(list.get(i), longer(path, i), leaves);
                }
            }
            default -> leaves.add(new Leaf(path, value));
        }
    }

    private static List<Object> longer(List<Object> path, Object part) {
        List<Object> longer = new ArrayList<>(path);
        longer.add(part);
        return longer;
    }

    /** What stands at this path of another document. */
    static Optional<Object> at(Object tree, List<Object> path) {
        Object value = tree;
        for (Object part : path) {
            if (value instanceof Map<?, ?> map && part instanceof String name && map.containsKey(name)) {
                value = map.get(name);
            } else if (value instanceof List<?> list && part instanceof Integer index && index < list.size()) {
                value = list.get(index);
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(value);
    }

    boolean isInList() {
        return path.stream().anyMatch(Integer.class::isInstance);
    }

    /** The name it has, or that the list has in which it stands; empty at the top. */
    String key() {
        return path.reversed().stream()
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .findFirst()
                .orElse("");
    }

    /** The name that what holds it has; empty at the top. */
    String owner() {
        return path.reversed().stream()
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .skip(1)
                .findFirst()
                .orElse("");
    }

    /** As a condition or a capture reads it. */
    String expression() {
        return Cel.path("json", path);
    }
}
