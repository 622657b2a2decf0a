package dev.outrider.expr;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How one part of a script sees names: a row of a table as a constant, a fragment's own names apart from its caller's.
 *
 * @param fixed names whose value is known when the script is compiled
 * @param renamed names as they stand in the text to names as they are at run time
 * @param computed names whose value another expression makes
 */
public record View(Map<String, Object> fixed, Map<String, String> renamed, Map<String, Expression> computed) {
    /** Every name as it stands. */
    public static final View PLAIN = new View(Map.of(), Map.of(), Map.of());

    public View {
        Map<String, Object> values = new HashMap<>();
        fixed.forEach((name, value) -> values.put(name, Values.toCel(value)));
        fixed = Map.copyOf(values);
        renamed = Map.copyOf(renamed);
        computed = Map.copyOf(computed);
    }

    /** This view with another constant. */
    public View with(String name, Object value) {
        Map<String, Object> more = new HashMap<>(fixed);
        more.put(name, value);
        return new View(more, renamed, computed);
    }

    /** An expression that sees its names so. */
    public Expression of(Expression expression) {
        return equals(PLAIN) ? expression : new Seen(expression, this);
    }

    /** What a name is at run time. */
    String runtime(String name) {
        return renamed.getOrDefault(name, name);
    }

    Names over(Names names) {
        return name -> get(name, names);
    }

    private @Nullable Object get(String name, Names names) {
        Object constant = fixed.get(name);
        if (constant != null) {
            return constant;
        }
        Expression made = computed.get(name);
        if (made == null) {
            return names.get(runtime(name));
        }
        return switch (made.evaluate(names)) {
            case Evaluation.Value(Object value) -> value;
            case Evaluation.Missing missing -> null;
            case Evaluation.Unfit(String reason) -> throw new Names.NotAvailable(reason);
            case Evaluation.Limit(String reason) -> throw new Names.NotAvailable(reason);
        };
    }
}
