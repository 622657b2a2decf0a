package dev.outrider.expr;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Makes the values that expressions read from what a target answered. */
public final class Values {
    /** JSON's null, which is a value. */
    public static final Object NULL = new Object();

    private Values() {}

    /** JSON text as CEL walks it. @throws Names.NotAvailable with the reason when it is not JSON */
    public static Object json(String text) {
        throw new UnsupportedOperationException(text);
    }

    /** A page for {@code html.text(css)}; links resolve against {@code url}. */
    public static Object html(String text, URI url) {
        throw new UnsupportedOperationException(text + url);
    }

    /** Phases of an exchange for {@code timing.total}; a name that is missing is zero. */
    public static Object timing(Map<String, Duration> phases) {
        throw new UnsupportedOperationException(phases.toString());
    }

    /** A value as it stands in text: a whole double without a fraction, strings as they are. */
    public static String text(Object value) {
        return String.valueOf(value);
    }

    /** A value as a JSON text, for bodies and for the wire. */
    public static String toJson(Object value) {
        throw new UnsupportedOperationException(List.of(value).toString());
    }
}
