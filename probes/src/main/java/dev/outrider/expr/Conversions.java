package dev.outrider.expr;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is said of a text that {@code double}, {@code timestamp} and their like cannot read. */
final class Conversions {
    private static final Pattern NUMBER =
            Pattern.compile("(?:For input string: \"|empty String)(.*?)\"?( under radix 10)?", Pattern.DOTALL);
    private static final Pattern INSTANT = Pattern.compile("Text '(.*)' could not be parsed.*", Pattern.DOTALL);
    private static final Pattern TRUTH =
            Pattern.compile("Type conversion error from 'string' to 'bool': \\[(.*)]", Pattern.DOTALL);

    private Conversions() {}

    /** @param message of CEL's; empty when it is about something else */
    static Optional<String> complaint(String message) {
        Matcher number = NUMBER.matcher(message);
        if (number.matches()) {
            return Optional.of(notANumber(number.group(1)));
        }
        Matcher instant = INSTANT.matcher(message);
        if (instant.matches()) {
            return Optional.of(Shown.text(instant.group(1), 60) + " is not an instant; one is 2026-11-27T08:00:00Z");
        }
        Matcher truth = TRUTH.matcher(message);
        if (truth.matches()) {
            return Optional.of(Shown.text(truth.group(1), 60) + " is neither true nor false");
        }
        return message.equals("invalid duration format")
                ? Optional.of("this is not a duration; one is 800ms or 1.5s or 2m")
                : Optional.empty();
    }

    private static String notANumber(String text) {
        String shown = Shown.text(text, 60);
        if (text.matches("-?[0-9]+\\.[0-9]+")) {
            return shown + " is not a whole number; write double(...)";
        }
        return text.matches("(?s).*[0-9].*")
                ? shown + " is not a number; take away what is not of it, as by replace('€', '')"
                : shown + " is not a number";
    }
}
