package dev.outrider.mutate;

import java.util.regex.Pattern;

/** Names of things: what tells an order from an older one. */
final class Ids {
    private static final Pattern NAME = Pattern.compile("(?i).*(id|sku|reference|number|order)$");
    /** No right value is known of these: whoever asks takes them as they come. */
    private static final Pattern OPAQUE = Pattern.compile(
            "(?i).*(token|csrf|nonce|secret|hash|sha256|etag|signature|challenge|state|code|traceid).*");

    private static final Pattern SHAPE = Pattern.compile("(?=.*\\d)(?=.*[A-Za-z-])[\\w-]{5,80}");
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d\\d-\\d\\d.*");

    private Ids() {}

    /** Whether a value of this name is one. */
    static boolean isId(String name, Object value) {
        if (OPAQUE.matcher(name).matches()) {
            return false;
        }
        return switch (value) {
            case String text -> isId(text) || (NAME.matcher(name).matches() && text.matches("[\\w-]{2,80}"));
            case Long number -> NAME.matcher(name).matches();
            default -> false;
        };
    }

    /** Whether a text looks like one wherever it stands. */
    static boolean isId(String text) {
        return SHAPE.matcher(text).matches() && !DATE.matcher(text).matches();
    }

    /** Another one of the same shape. */
    static Object other(Object id, int seed) {
        int shift = 1 + Math.floorMod(seed, 8);
        return id instanceof Long number ? (Object) (number + shift) : other(id.toString(), shift);
    }

    private static String other(String id, int shift) {
        StringBuilder other = new StringBuilder();
        id.chars()
                .forEach(c ->
                        other.append(c >= '0' && c <= '9' ? Character.forDigit((c - '0' + shift) % 10, 10) : (char) c));
        return other.toString().equals(id) ? id + "-2" : other.toString();
    }
}
