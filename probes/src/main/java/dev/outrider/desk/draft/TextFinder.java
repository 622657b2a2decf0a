package dev.outrider.desk.draft;

import java.util.Optional;

/** Finds a value in text by what stands right before and after it. */
final class TextFinder {
    private static final int BEFORE = 40;
    private static final int LEAST = 4;

    private TextFinder() {}

    static Optional<String> find(String text, String value) {
        for (int at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + 1)) {
            int end = at + value.length();
            if (isWhole(text, at, end)) {
                Optional<String> found = between(text, at, end, value);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isWhole(String text, int at, int end) {
        return (at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1)))
                && end < text.length()
                && !Character.isLetterOrDigit(text.charAt(end));
    }

    /** The shortest words before it that stand nowhere earlier. */
    private static Optional<String> between(String text, int at, int end, String value) {
        char after = text.charAt(end);
        if (after < ' ' || value.indexOf(after) >= 0) {
            return Optional.empty();
        }
        for (int length = LEAST; length <= Math.min(BEFORE, at); length++) {
            String before = text.substring(at - length, at);
            boolean breaks = before.chars().anyMatch(c -> c < ' ');
            boolean begins = at == length || !Character.isLetterOrDigit(text.charAt(at - length - 1));
            if (breaks) {
                return Optional.empty();
            }
            if (begins && text.indexOf(before) == at - length && !Looks.isDynamic(before.replaceAll("\\W", ""))) {
                return Optional.of(
                        "text.split(%s)[1].split(%s)[0]".formatted(Cel.text(before), Cel.text(String.valueOf(after))));
            }
        }
        return Optional.empty();
    }
}
