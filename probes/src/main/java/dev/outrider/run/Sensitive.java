package dev.outrider.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Tells from its name that a field holds what nobody should read. */
public final class Sensitive {
    /** Telling wherever they stand in a name. */
    private static final List<String> ANYWHERE =
            List.of("password", "passwd", "secret", "token", "cardnumber", "authorization", "apikey");
    /** Telling only as a word of their own: {@code pan} is in {@code company} too. */
    private static final Set<String> WORDS = Set.of("otp", "cvv", "cvc", "iban", "pan", "pwd");

    private static final Pattern BOUNDARIES = Pattern.compile("[^A-Za-z0-9]+|(?<=[a-z0-9])(?=[A-Z])");

    private final Set<String> redacted;

    /**
     * Knows the author's own names too.
     *
     * @param redact names that an author wants hidden
     */
    public Sensitive(Set<String> redact) {
        this.redacted =
                redact.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
    }

    /** Whether a field of this name does. */
    public boolean field(String name) {
        if (redacted.contains(name.toLowerCase(Locale.ROOT))) {
            return true;
        }
        List<String> words = new ArrayList<>(List.of(BOUNDARIES.split(name, -1)));
        words.replaceAll(word -> word.toLowerCase(Locale.ROOT));
        String whole = String.join("", words);
        return ANYWHERE.stream().anyMatch(whole::contains) || words.stream().anyMatch(WORDS::contains);
    }
}
