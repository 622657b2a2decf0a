package dev.outrider.script;

import dev.outrider.expr.Values;
import dev.outrider.source.Problem;
import java.util.Locale;
import java.util.regex.Pattern;

/** Tells of secrets that are written out in a script: whoever reads its repository has them. */
final class Exposed {
    private static final Pattern FIELD = Pattern.compile(
            ".*(password|passwd|pwd|passphrase|secret|apikey|token)(confirm(ed|ation)?|repeat(ed)?|again|[0-9])?");
    /** What is to be refused says so itself. */
    private static final Pattern WRONG = Pattern.compile("(?i).*(wrong|invalid|incorrect|\\bnot\\b).*");

    private Exposed() {}

    /** @param key the name of a field, or a selector of it */
    static void check(Node.Scalar key, Node.Scalar value, Problems problems) {
        String name = key.text().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
        // What stands before a masked value on its line is shown: of two on a line only the first is told.
        if (FIELD.matcher(name).matches() && isWritten(value) && !problems.masks(value.place())) {
            String secret = key.text().matches("[A-Za-z_]\\w*") ? key.text() : "password";
            problems.accept(Problem.warning(
                            value.place(), "'" + key.text() + "' is written out here", "the value is not shown here")
                    .hint("write \"${secrets." + secret + "}\", and a reference into the environment's 'secrets';"
                            + " what is to be refused says so, as wrong-password")
                    .mask());
        }
    }

    private static boolean isWritten(Node.Scalar value) {
        Object written = Scalars.value(value);
        String text = value.text().strip();
        return !(written instanceof Boolean)
                && !written.equals(Values.NULL)
                && !text.isEmpty()
                && !text.contains("${")
                && !WRONG.matcher(text).matches();
    }
}
