package dev.outrider.source;

import java.util.Locale;

/** Writes a problem the way a person reads it: the line it is on, with a caret under the words that are wrong. */
final class Excerpt {
    /** Longer lines are shown in part. */
    private static final int WIDTH = 140;

    private Excerpt() {}

    static String of(Problem problem, String text) {
        Position at = problem.place().position();
        String number = Integer.toString(at.line());
        String gutter = " ".repeat(number.length());
        StringBuilder out = new StringBuilder()
                .append(problem.severity().name().toLowerCase(Locale.ROOT))
                .append(": ")
                .append(problem.message())
                .append('\n')
                .append(gutter)
                .append("--> ")
                .append(problem.place())
                .append('\n')
                .append(gutter)
                .append(" |\n");
        Window window = Window.around(
                line(text, at.line()), at.column() - 1, problem.place().width());
        out.append(number).append(" | ").append(shown(problem, window)).append('\n');
        String carets = " ".repeat(window.caret) + "^".repeat(problem.masked() ? 4 : window.width);
        out.append(gutter)
                .append(" | ")
                .append((carets + " " + problem.label()).stripTrailing())
                .append('\n');
        problem.hint()
                .ifPresent(hint -> out.append(gutter).append(" = ").append(hint).append('\n'));
        return out.toString();
    }

    private static String shown(Problem problem, Window window) {
        if (!problem.masked()) {
            return window.text.stripTrailing();
        }
        return window.text.substring(0, Math.min(window.caret, window.text.length())) + "****";
    }

    /** Line {@code number} of the text, counted from 1, with nothing in it that could move a terminal's cursor. */
    private static String line(String text, int number) {
        String line = text.lines().skip(number - 1L).findFirst().orElse("");
        StringBuilder plain = new StringBuilder(line.length());
        line.codePoints().forEach(c -> plain.appendCodePoint(c == '\t' ? ' ' : visible(c) ? c : '\uFFFD'));
        return plain.toString();
    }

    private static boolean visible(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.LINE_SEPARATOR -> false;
            default -> true;
        };
    }

    /** The part of a line that is shown, and where the caret stands in it. */
    private record Window(String text, int caret, int width) {
        static Window around(String line, int caret, int width) {
            int length = line.codePointCount(0, line.length());
            if (length <= WIDTH) {
                return new Window(line, caret, width);
            }
            int from = Math.clamp(caret - WIDTH / 2L, 0, Math.max(0, length - WIDTH));
            int begin = line.offsetByCodePoints(0, from);
            int end = line.offsetByCodePoints(begin, Math.min(WIDTH, length - from));
            String lead = from > 0 ? "…" : "";
            String tail = end < line.length() ? "…" : "";
            int shift = from > 0 ? 1 : 0;
            return new Window(
                    lead + line.substring(begin, end) + tail,
                    caret - from + shift,
                    Math.min(width, WIDTH - (caret - from)));
        }
    }
}
