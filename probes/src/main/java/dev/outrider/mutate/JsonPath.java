package dev.outrider.mutate;

import dev.outrider.expr.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A way to values in JSON: names of members, and {@code []} for every item of a list. */
record JsonPath(List<String> steps) {
    static final JsonPath ROOT = new JsonPath(List.of());

    private static final String EACH = "[]";
    private static final int MOST = 200;

    JsonPath {
        steps = List.copyOf(steps);
    }

    /** All ways in a value, each once, in its order; at most two hundred. */
    static List<JsonPath> in(Object json) {
        Set<JsonPath> found = new LinkedHashSet<>();
        walk(json, ROOT, found);
        return found.stream().limit(MOST).toList();
    }

    private static void walk(Object value, JsonPath here, Set<JsonPath> found) {
        if (!here.equals(ROOT)) {
            found.add(here);
        }
        switch (value) {
            case Map<?, ?> members -> members.forEach((name, member) -> walk(member, here.plus("" + name), found));
            case List<?> items -> items.forEach(item -> walk(item, here.plus(EACH), found));
            default -> {}
        }
    }

    private JsonPath plus(String step) {
        List<String> more = new ArrayList<>(steps);
        more.add(step);
        return new JsonPath(more);
    }

    /** The name of the member that it leads to, or of the list whose items it leads to. */
    String name() {
        return steps.stream()
                .filter(step -> !step.equals(EACH))
                .reduce((one, other) -> other)
                .orElse("");
    }

    boolean isItem() {
        return !steps.isEmpty() && steps.getLast().equals(EACH);
    }

    /** The first value that it leads to. */
    Optional<Object> first(Object json) {
        List<Object> all = new ArrayList<>();
        collect(json, 0, all);
        return all.stream().findFirst();
    }

    private void collect(@Nullable Object value, int at, List<Object> all) {
        if (value == null) {
            return;
        }
        if (at == steps.size()) {
            all.add(value);
        } else if (value instanceof Map<?, ?> members) {
            collect(members.get(steps.get(at)), at + 1, all);
        } else if (value instanceof List<?> items && steps.get(at).equals(EACH)) {
            items.forEach(item -> collect(item, at + 1, all));
        }
    }

    /** A copy in which all values that it leads to are others; a member without a value is missing. */
    Object with(Object json, UnaryOperator<Optional<Object>> change) {
        return changed(json, 0, change).orElse(Values.NULL);
    }

    private Optional<Object> changed(Object value, int at, UnaryOperator<Optional<Object>> change) {
        if (at == steps.size()) {
            return change.apply(Optional.of(value));
        }
        return switch (value) {
            case Map<?, ?> members -> {
                Map<String, Object> copy = new LinkedHashMap<>();
                members.forEach((name, member) -> (name.equals(steps.get(at))
                                ? changed(member, at + 1, change)
                                : Optional.<Object>of(member))
                        .ifPresent(kept -> copy.put("" + name, kept)));
                yield Optional.of(copy);
            }
            case List<?> items
            when steps.get(at).equals(EACH) -> {
                List<Object> copy = new ArrayList<>();
                items.forEach(item -> changed(item, at + 1, change).ifPresent(copy::add));
                yield Optional.of(copy);
            }
            default -> Optional.of(value);
        };
    }

    /** As a sentence names it: {@code json.items[].price}. */
    String text() {
        StringBuilder text = new StringBuilder("json");
        steps.forEach(step -> text.append(step.equals(EACH) ? step : member(step)));
        return text.toString();
    }

    /** The same condition on every value that it leads to, in the journey's own language. */
    String holds(UnaryOperator<String> condition) {
        return holds("json", steps, 1, condition);
    }

    private static String holds(String from, List<String> steps, int depth, UnaryOperator<String> condition) {
        int each = steps.indexOf(EACH);
        if (each < 0) {
            return condition.apply(from + joined(steps));
        }
        String item = depth == 1 ? "item" : "item" + depth;
        return "%s%s.all(%s, %s)"
                .formatted(
                        from,
                        joined(steps.subList(0, each)),
                        item,
                        holds(item, steps.subList(each + 1, steps.size()), depth + 1, condition));
    }

    /** How the last step is written after what it belongs to. */
    String last() {
        return isItem() ? "" : member(steps.getLast());
    }

    /** What the last step belongs to: paths of the same place can be looked at together. */
    String place() {
        return new JsonPath(steps.subList(0, steps.size() - 1)).text() + (isItem() ? text() : "");
    }

    private static String joined(List<String> members) {
        StringBuilder text = new StringBuilder();
        members.forEach(name -> text.append(member(name)));
        return text.toString();
    }

    private static String member(String name) {
        return name.matches("[A-Za-z_]\\w*")
                ? "." + name
                : "['" + name.replace("\\", "\\\\").replace("'", "\\'") + "']";
    }
}
