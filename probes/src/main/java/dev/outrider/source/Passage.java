package dev.outrider.source;

import java.util.Arrays;

/** A stretch of an author's text in which every character knows where it stands in its file. */
public final class Passage {
    private final String file;
    private final String text;
    private final int[] lines;
    private final int[] columns;

    /**
     * @param lines line of each code point of {@code text}, and of its end
     * @param columns column of each, likewise
     */
    private Passage(String file, String text, int[] lines, int[] columns) {
        this.file = file;
        this.text = text;
        this.lines = lines;
        this.columns = columns;
    }

    /** Text that stands in {@code file} from {@code start} on, line breaks included, just as it is. */
    public static Passage of(String file, String text, Position start) {
        int length = text.codePointCount(0, text.length());
        int[] lines = new int[length + 1];
        int[] columns = new int[length + 1];
        int line = start.line();
        int column = start.column();
        int at = 0;
        for (int i = 0; i <= length; i++) {
            lines[i] = line;
            columns[i] = column;
            if (i < length) {
                boolean newline = text.charAt(at) == '\n';
                at = text.offsetByCodePoints(at, 1);
                line = newline ? line + 1 : line;
                column = newline ? 1 : column + 1;
            }
        }
        return new Passage(file, text, lines, columns);
    }

    /** Text whose characters stand where {@code at} says: what a quoted or folded YAML scalar came to. */
    public static Passage of(String file, String text, Position[] at) {
        int[] lines = new int[at.length];
        int[] columns = new int[at.length];
        for (int i = 0; i < at.length; i++) {
            lines[i] = at[i].line();
            columns[i] = at[i].column();
        }
        return new Passage(file, text, lines, columns);
    }

    public String file() {
        return file;
    }

    public String text() {
        return text;
    }

    /** In code points. */
    public int length() {
        return lines.length - 1;
    }

    /** The place of the code point {@code offset}; beyond the end, the end. */
    public Place at(int offset, int width) {
        int index = Math.clamp(offset, 0, lines.length - 1);
        int inLine = 0;
        while (inLine < width && index + inLine < lines.length && lines[index + inLine] == lines[index]) {
            inLine++;
        }
        return new Place(file, new Position(lines[index], columns[index]), inLine);
    }

    /** All of it, as far as it stands on its first line. */
    public Place place() {
        return at(0, length());
    }

    /** The code points [from, to). */
    public Passage part(int from, int to) {
        int begin = text.offsetByCodePoints(0, from);
        int end = text.offsetByCodePoints(begin, to - from);
        return new Passage(
                file,
                text.substring(begin, end),
                Arrays.copyOfRange(lines, from, to + 1),
                Arrays.copyOfRange(columns, from, to + 1));
    }

    @Override
    public String toString() {
        return text;
    }
}
