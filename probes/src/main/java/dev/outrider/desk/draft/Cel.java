package dev.outrider.desk.draft;

import java.util.List;
import java.util.Set;

/** Writes expressions of the language. */
final class Cel {
    /** CEL keeps these for itself, also after a dot. */
    private static final Set<String> RESERVED = Set.of(
            "as",
            "break",
            "const",
            "continue",
            "else",
            "for",
            "function",
            "if",
            "import",
            "in",
            "let",
            "loop",
            "package",
            "namespace",
            "return",
            "var",
            "void",
            "while",
            "true",
            "false",
            "null");

    private Cel() {}

    static boolean isReserved(String name) {
        return RESERVED.contains(name);
    }

    /** A text in single quotes. */
    static String text(String raw) {
        return "'"
                + raw.replace("\\", "\\\\")
                        .replace("'", "\\'")
                        .replace("\n", "\\n")
                        .replace("\r", "\\r")
                        .replace("\t", "\\t")
                + "'";
    }

    static String path(String root, List<Object> path) {
        StringBuilder expression = new StringBuilder(root);
        for (Object part : path) {
            if (part instanceof String name && name.matches("[A-Za-z_][A-Za-z0-9_]*") && !RESERVED.contains(name)) {
                expression.append('.').append(name);
            } else if (part instanceof String name) {
                expression.append('[').append(text(name)).append(']');
            } else {
                expression.append('[').append(part).append(']');
            }
        }
        return expression.toString();
    }
}
