package dev.outrider.expr;

import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Texts that stand for something else, and whether they do. */
final class Literals {
    private static final Pattern DURATION = Pattern.compile("[-+]?(\\d+(\\.\\d+)?(h|m|s|ms|us|ns))+");

    private Literals() {}

    static Optional<String> duration(String text) {
        return DURATION.matcher(text).matches()
                ? Optional.empty()
                : Optional.of("'" + text + "' is not a duration; one is 800ms or 1.5s or 2m");
    }

    static Optional<String> timestamp(String text) {
        try {
            OffsetDateTime.parse(text);
            return Optional.empty();
        } catch (DateTimeParseException wrong) {
            return Optional.of("'" + text + "' is not an instant; one is 2026-11-27T08:00:00Z");
        }
    }
}
