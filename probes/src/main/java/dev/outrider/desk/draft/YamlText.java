package dev.outrider.desk.draft;

import dev.outrider.expr.Values;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Writes YAML in block style, with quotes only where they are needed. */
final class YamlText {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9/$_(][^\\p{Cntrl}\\p{Cs}\uFFFD]*");
    private static final Pattern OTHER = Pattern.compile(
            "(?i)null|true|false|~|yes|no|on|off|[-+.]?(inf|nan)|[-+]?[0-9][0-9._]*(e[-+]?[0-9]+)?|0[xo][0-9a-f]+");

    private final StringBuilder out = new StringBuilder();
    private int indent;

    YamlText in() {
        indent += 2;
        return this;
    }

    YamlText back() {
        indent -= 2;
        return this;
    }

    /** A line as it is; an empty one without indentation. */
    YamlText line(String text) {
        out.append(text.isEmpty() ? "" : " ".repeat(indent)).append(text).append('\n');
        return this;
    }

    YamlText pair(String name, Object value) {
        if (value instanceof String text && isBlock(text)) {
            line(key(name) + ": |-").in();
            text.lines().forEach(this::line);
            return back();
        }
        return switch (value) {
            case Map<?, ?> map when !map.isEmpty() -> nested(name, map);
            case List<?> list
            when !list.isEmpty() -> {
                line(key(name) + ":").in();
                list.forEach(this::item);
                yield back();
            }
            default -> line(key(name) + ": " + scalar(value));
        };
    }

    /** Nothing for an empty one. */
    YamlText map(String name, Map<String, ?> map) {
        return map.isEmpty() ? this : nested(name, map);
    }

    private YamlText nested(String name, Map<?, ?> map) {
        line(key(name) + ":").in();
        map.forEach((each, value) -> pair((String) each, value));
        return back();
    }

    private void item(Object value) {
        if (value instanceof Map<?, ?> map && !map.isEmpty()) {
            YamlText inner = new YamlText();
            map.forEach((each, member) -> inner.pair((String) each, member));
            String first = "- ";
            for (String innerLine : inner.text().lines().toList()) {
                line(first + innerLine);
                first = "  ";
            }
        } else {
            line("- " + scalar(value));
        }
    }

    /** One condition beside its key, several below it. */
    YamlText oneOrMany(String name, List<String> values) {
        return values.size() == 1 ? pair(name, values.getFirst()) : pair(name, values);
    }

    private static String key(String name) {
        return name.matches("[A-Za-z_$][A-Za-z0-9_.-]*") && !OTHER.matcher(name).matches() ? name : quoted(name);
    }

    private static boolean isBlock(String text) {
        return text.contains("\n")
                && text.lines()
                        .noneMatch(line -> line.isBlank()
                                || line.chars()
                                        .anyMatch(c -> (c < ' ' && c != '\t')
                                                || Character.isSurrogate((char) c)
                                                || c == 0xFFFD))
                && !text.startsWith(" ")
                && !text.startsWith("\t")
                && !text.endsWith("\n");
    }

    private static String scalar(Object value) {
        return switch (value) {
            case String text -> isPlain(text) ? text : quoted(text);
            case Map<?, ?> map -> "{}";
            case List<?> list -> list.isEmpty() ? "[]" : Values.toJson(list);
            default -> Values.toJson(value);
        };
    }

    /** What is no text, like half a character, is written as what stands for it: a file holds UTF-8. */
    private static String quoted(String text) {
        return Values.toJson(text.replaceAll("\\p{Cs}", "\uFFFD")).replace("\uFFFD", "\\uFFFD");
    }

    private static boolean isPlain(String text) {
        return PLAIN.matcher(text).matches()
                && !OTHER.matcher(text).matches()
                && !text.contains(": ")
                && !text.contains(" #")
                && !text.endsWith(":")
                && !text.endsWith(" ");
    }

    String text() {
        return out.toString();
    }
}
