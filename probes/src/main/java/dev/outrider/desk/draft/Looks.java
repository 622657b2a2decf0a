package dev.outrider.desk.draft;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Tells by its looks whether a value was made by a machine for one session, or chosen by a person. */
final class Looks {
    private static final Pattern UUID =
            Pattern.compile("(?i)[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final Pattern HEX = Pattern.compile("(?i)(?=.*[0-9])(?=.*[a-f])[0-9a-f]{8,}");
    private static final Pattern DIGITS = Pattern.compile("[0-9]{6,}");
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_+/=.~%-]{8,}");
    private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+\\.[^@\\s]+");
    private static final Pattern MOMENT = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d.*");
    private static final Pattern STATEMENT = Pattern.compile("[A-Za-z]{2,}([-_.+/ ][A-Za-z]+)*");
    private static final int LONG = 16;
    private static final double DENSE = 3.0;

    private Looks() {}

    static boolean isUuid(String value) {
        return UUID.matcher(value).matches();
    }

    static boolean isEmail(String value) {
        return EMAIL.matcher(value).matches();
    }

    /** Whether a session or a moment made it. A word, a short number, an address of a person do not look so. */
    static boolean isDynamic(String value) {
        if (value.length() < 6
                || value.length() > 4096
                || isEmail(value)
                || STATEMENT.matcher(value).matches()) {
            return false;
        }
        if (isUuid(value)
                || DIGITS.matcher(value).matches()
                || MOMENT.matcher(value).matches()) {
            return true;
        }
        // A prefix like o- or web- is taken off: what follows is the machine's.
        String bare = value.replaceFirst("^[A-Za-z]{1,8}[-_:.](?=.{6,})", "");
        return HEX.matcher(bare).matches()
                || (TOKEN.matcher(value).matches() && (isLongAndDense(value) || switches(value) >= 4));
    }

    private static boolean isLongAndDense(String value) {
        boolean digits = value.chars().anyMatch(Character::isDigit);
        boolean mixed =
                value.chars().anyMatch(Character::isUpperCase) && value.chars().anyMatch(Character::isLowerCase);
        return value.length() >= LONG && entropy(value) >= DENSE && (digits || mixed) && switches(value) >= 3;
    }

    /** How often letters and digits take turns: rarely in names people give, often in what a machine draws. */
    private static int switches(String value) {
        int switches = 0;
        int last = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            int kind = Character.isDigit(c) ? 1 : Character.isUpperCase(c) ? 2 : Character.isLowerCase(c) ? 3 : 0;
            // A capital that begins a word is how people write.
            boolean natural = kind == 0 || last == 0 || kind == last || (last == 2 && kind == 3);
            switches += natural ? 0 : 1;
            last = kind;
        }
        return switches;
    }

    /** Bits a character. */
    private static double entropy(String value) {
        return -value.chars()
                .distinct()
                .mapToDouble(
                        c -> (double) value.chars().filter(each -> each == c).count() / value.length())
                .map(share -> share * Math.log(share) / Math.log(2))
                .sum();
    }

    /** An expression for a moment that is about when it was recorded; empty when it is none. */
    static Optional<String> moment(String value, Instant recorded) {
        if (value.matches("\\d{10}") && isNear(Instant.ofEpochSecond(Long.parseLong(value)), recorded)) {
            return Optional.of("epoch(now)");
        }
        if (value.matches("\\d{13}") && isNear(Instant.ofEpochMilli(Long.parseLong(value)), recorded)) {
            return Optional.of("epoch(now) * 1000");
        }
        try {
            return MOMENT.matcher(value).matches()
                            && isNear(OffsetDateTime.parse(value).toInstant(), recorded)
                    ? Optional.of("string(now)")
                    : Optional.empty();
        } catch (DateTimeParseException other) {
            return Optional.empty();
        }
    }

    private static boolean isNear(Instant value, Instant recorded) {
        return Duration.between(value, recorded).abs().compareTo(Duration.ofHours(1)) < 0;
    }
}
