package dev.outrider.script;

import dev.outrider.source.Passage;
import dev.outrider.source.Position;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.ScalarEvent;

/** Finds where each character of a YAML scalar stands in its file, by walking along the value and its source together. */
final class Aligned {
    /** How far the next character may be: an indentation, an escape. */
    private static final int WINDOW = 1_000;

    private Aligned() {}

    /**
     * @param source the file's code points, of which [start, end) are the scalar
     * @param begin line and column of {@code start}
     */
    static Passage of(String file, int[] source, int start, int end, Position begin, ScalarEvent scalar) {
        int[] value = scalar.getValue().codePoints().toArray();
        Position[] at = new Position[value.length + 1];
        int from = isBlock(scalar) ? afterLine(source, start, end) : start;
        Position position = advance(begin, source, start, from);
        for (int i = 0; i < value.length; i++) {
            int found = find(value[i], source, from, end);
            position = advance(position, source, from, found);
            at[i] = position;
            int next = Math.min(found + 1, end);
            position = advance(position, source, found, next);
            from = next;
        }
        at[value.length] = position;
        return Passage.of(file, scalar.getValue(), at);
    }

    private static boolean isBlock(ScalarEvent scalar) {
        return scalar.getScalarStyle() == ScalarStyle.LITERAL || scalar.getScalarStyle() == ScalarStyle.FOLDED;
    }

    private static int afterLine(int[] source, int start, int end) {
        int at = start;
        while (at < end && source[at] != '\n') {
            at++;
        }
        return Math.min(end, at + 1);
    }

    /** The next place of a character, where a fold may have made a space of a line break; {@code from} when there is none. */
    private static int find(int wanted, int[] source, int from, int end) {
        for (int at = from; at < Math.min(end, from + WINDOW); at++) {
            if (source[at] == wanted || (isSpace(wanted) && isSpace(source[at]))) {
                return at;
            }
            // An escape such as \u00e9 stands for a character that is not in the source.
            if (source[at] == '\\' && (at + 1 >= end || source[at + 1] != wanted)) {
                return at;
            }
        }
        return from;
    }

    private static boolean isSpace(int codePoint) {
        return codePoint == ' ' || codePoint == '\n' || codePoint == '\r' || codePoint == '\t';
    }

    private static Position advance(Position position, int[] source, int from, int to) {
        int line = position.line();
        int column = position.column();
        for (int at = from; at < to; at++) {
            boolean newline = source[at] == '\n';
            line = newline ? line + 1 : line;
            column = newline ? 1 : column + 1;
        }
        return new Position(line, column);
    }
}
