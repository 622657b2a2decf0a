package dev.outrider.script;

import dev.outrider.expr.Values;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Pattern;

/** What plain texts of YAML stand for; YAML 1.2's core, in which {@code no} is a word and {@code 017} a number. */
public final class Scalars {
    private static final Pattern INTEGER = Pattern.compile("[-+]?[0-9]{1,18}");
    private static final Pattern NUMBER =
            Pattern.compile("[-+]?(\\.[0-9]+|[0-9]{1,40}(\\.[0-9]{0,40})?)([eE][-+]?[0-9]{1,3})?");

    private Scalars() {}

    /** Long, Double, Boolean, {@link Values#NULL} or String; what stood in quotes is a String. */
    static Object value(Node.Scalar scalar) {
        return scalar.plain() ? value(scalar.text()) : scalar.text();
    }

    /** Of a text that stands without quotes. */
    static Object value(String text) {
        return switch (text) {
            case "", "~", "null", "Null", "NULL" -> Values.NULL;
            case "true", "True", "TRUE" -> true;
            case "false", "False", "FALSE" -> false;
            default -> number(text);
        };
    }

    private static Object number(String text) {
        if (INTEGER.matcher(text).matches()) {
            return Long.parseLong(text);
        }
        return NUMBER.matcher(text).matches() ? (Object) new BigDecimal(text).doubleValue() : text;
    }

    /** Of a text that the form DURATION has let through. */
    public static Duration duration(String text) {
        String unit = text.replaceAll("[0-9]", "");
        long count = Long.parseLong(text.substring(0, text.length() - unit.length()));
        return switch (unit) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            case "d" -> Duration.ofDays(count);
            default -> throw new IllegalArgumentException("no duration " + text);
        };
    }

    /** Of a text that the form PERCENT has let through. */
    static BigDecimal share(String text) {
        return new BigDecimal(text.substring(0, text.length() - 1)).movePointLeft(2);
    }

    /** As an author would write it. */
    static String text(Duration duration) {
        long ms = duration.toMillis();
        if (ms % 1000 != 0) {
            return ms + "ms";
        }
        return ms % 60_000 == 0 && ms > 0 ? ms / 60_000 + "m" : ms / 1000 + "s";
    }
}
