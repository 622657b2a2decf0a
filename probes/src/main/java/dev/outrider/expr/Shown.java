package dev.outrider.expr;

import dev.cel.common.values.CelByteString;
import dev.outrider.source.Quotation;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Values as a person would write them, quoted in a line's length. */
final class Shown {
    private static final int LENGTH = 200;
    private static final int NAMES = 12;

    private Shown() {}

    static String value(Object value) {
        return switch (value) {
            case String text -> text(text, LENGTH);
            case CelByteString bytes -> bytes.size() + " bytes";
            case Duration duration -> Values.text(duration);
            case Instant instant -> instant.toString();
            case List<?> list
            when list.size() > NAMES ->
                Quotation.first(Json.write(list.subList(0, NAMES)), LENGTH) + " and " + (list.size() - NAMES) + " more";
            case List<?> list -> Quotation.first(Json.write(list), LENGTH);
            case Map<?, ?> map -> Quotation.first(Json.write(map), LENGTH);
            case Page page -> "a page of " + page.length() + " characters";
            default -> Quotation.first(value.equals(Values.NULL) ? "null" : Values.text(value), LENGTH);
        };
    }

    /** In single quotes. */
    static String text(String text, int length) {
        return "'"
                + Quotation.first(
                        text.replace("\\", "\\\\")
                                .replace("'", "\\'")
                                .replace("\n", "\\n")
                                .replace("\r", "\\r"),
                        length)
                + "'";
    }

    static String names(Collection<String> names) {
        String some = names.stream().limit(NAMES).collect(Collectors.joining(", "));
        return Quotation.first(some, LENGTH) + (names.size() > NAMES ? " and " + (names.size() - NAMES) + " more" : "");
    }
}
