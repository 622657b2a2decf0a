package dev.outrider.run.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Header fields in the order of the wire, names as they were written, found without regard to case. */
public record Headers(List<Map.Entry<String, String>> fields) {
    public static final Headers NONE = new Headers(List.of());

    public Headers {
        fields = List.copyOf(fields);
    }

    /** The first value of a name. */
    public Optional<String> first(String name) {
        for (Map.Entry<String, String> field : fields) {
            if (field.getKey().equalsIgnoreCase(name)) {
                return Optional.of(field.getValue());
            }
        }
        return Optional.empty();
    }

    /** All values of a name, in order. */
    public List<String> all(String name) {
        return fields.stream()
                .filter(field -> field.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** These and one more; one of the same name is replaced. */
    public Headers with(String name, String value) {
        List<Map.Entry<String, String>> more = new ArrayList<>(without(name).fields);
        more.add(Map.entry(name, value));
        return new Headers(more);
    }

    /** These without one name. */
    public Headers without(String name) {
        return new Headers(fields.stream()
                .filter(field -> !field.getKey().equalsIgnoreCase(name))
                .toList());
    }

    /** The same as {@link #joined()}, found however a name is written. */
    public SortedMap<String, String> byAnyName() {
        SortedMap<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        all.putAll(joined());
        return all;
    }

    /** Lower-case names to values, in their order; several of one name joined by a comma as RFC 9110 allows. */
    public Map<String, String> joined() {
        Map<String, String> joined = new LinkedHashMap<>();
        for (Map.Entry<String, String> field : fields) {
            joined.merge(field.getKey().toLowerCase(Locale.ROOT), field.getValue(), (one, two) -> one + ", " + two);
        }
        return joined;
    }

    /** Names as they were written to all their values. */
    public Map<String, List<String>> grouped() {
        Map<String, List<String>> grouped = new LinkedHashMap<>();
        for (Map.Entry<String, String> field : fields) {
            grouped.computeIfAbsent(field.getKey(), name -> new ArrayList<>()).add(field.getValue());
        }
        return grouped;
    }
}
