package dev.outrider.expr;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.regex.Matcher;

/**
 * Which patterns are safe to compile. RE2 matches in linear time, but it writes counted repetitions out before any of its
 * own limits is looked at: {@code ((x{1000}){1000}){1000}} takes 700 MB.
 */
final class Regexes {
    private static final int LENGTH = 512;
    private static final long COPIES = 1_000;
    private static final java.util.regex.Pattern TOKEN = java.util.regex.Pattern.compile(
            "\\\\.|\\[\\^?\\]?(?:\\\\.|\\[:\\w+:\\]|[^\\]\\\\])*\\]|\\{(\\d+)(?:,(\\d*))?\\}|.",
            java.util.regex.Pattern.DOTALL);

    private Regexes() {}

    /** What is wrong with a pattern, when something is. */
    static Optional<String> complaint(String pattern) {
        if (pattern.length() > LENGTH) {
            return Optional.of("a pattern has at most " + LENGTH + " characters");
        }
        if (copies(pattern) > COPIES) {
            return Optional.of("the counts of a pattern multiply to at most " + COPIES);
        }
        try {
            Pattern.compile(pattern);
            return Optional.empty();
        } catch (PatternSyntaxException wrong) {
            return Optional.of(
                    "this is not a pattern: " + wrong.getDescription() + " " + Shown.text(wrong.getPattern(), 40));
        }
    }

    /** How many characters, classes and marks it comes to when all counts are written out. */
    private static long copies(String pattern) {
        Deque<long[]> open = new ArrayDeque<>();
        open.push(new long[2]);
        Matcher tokens = TOKEN.matcher(pattern);
        while (tokens.find()) {
            long[] group = open.getFirst();
            switch (tokens.group().charAt(0)) {
                case '(' -> open.push(new long[2]);
                case ')' -> close(open);
                case '{' -> group[0] = Math.min(COPIES + 1, group[0] + group[1] * (times(tokens) - 1));
                default -> add(group, 1);
            }
        }
        while (open.size() > 1) {
            close(open);
        }
        return open.getFirst()[0];
    }

    /** A group has the size of all in it, and that of its last part, which a count multiplies. */
    private static void add(long[] group, long size) {
        group[0] = Math.min(COPIES + 1, group[0] + size);
        group[1] = size;
    }

    private static void close(Deque<long[]> open) {
        if (open.size() > 1) {
            long size = open.pop()[0];
            add(open.getFirst(), size);
        }
    }

    private static long times(Matcher tokens) {
        String most = tokens.group(2) == null || tokens.group(2).isEmpty() ? tokens.group(1) : tokens.group(2);
        return most == null ? 1 : most.length() > 4 ? COPIES + 1 : Math.max(1, Long.parseLong(most));
    }
}
