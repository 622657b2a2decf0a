package dev.outrider.script;

import dev.outrider.expr.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The conditions that authors mean who write {@code status: 201}, as other tools have it. */
final class Comparisons {
    private static final String PATH = "[A-Za-z_]\\w*(?:\\.\\w+|\\[[^\\]]*])*";
    private static final Pattern MAP = Pattern.compile("\\{\\s*(" + PATH + ")\\s*:\\s*([^,{}]+?)\\s*}");

    private Comparisons() {}

    /** Of a mapping; empty when it means something else. */
    static Optional<String> of(Node.Mapping mapping) {
        List<String> all = new ArrayList<>();
        for (Node.Entry entry : mapping.entries()) {
            if (entry.key().text().matches(PATH)
                    && entry.value() instanceof Node.Scalar value
                    && !value.isEmpty()
                    && !value.text().contains("${")) {
                all.add(entry.key().text() + " " + compared(value));
            } else {
                return Optional.empty();
            }
        }
        return all.isEmpty() ? Optional.empty() : Optional.of(String.join(" && ", all));
    }

    private static String compared(Node.Scalar value) {
        String text = value.text().strip();
        if (text.matches("(==|!=|<=?|>=?)\\s*\\S.*")) {
            return text;
        }
        Object literal = Scalars.value(value);
        return "== "
                + (literal instanceof String || literal.equals(Values.NULL)
                        ? "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
                        : text);
    }

    /** What to write instead of an expression that is no condition. */
    static String instead(String text) {
        Matcher map = MAP.matcher(text);
        if (text.matches("[1-5][0-9][0-9]")) {
            return "write status == " + text;
        }
        if (map.matches()) {
            return "write " + map.group(1) + " == " + map.group(2);
        }
        return text.startsWith("{")
                ? "write each as a condition, for example status == 200"
                : "compare it with something: " + text + " == ...";
    }
}
