package dev.outrider.source;

import java.util.Arrays;

/** A stretch of an author's text in which every character knows where it stands in its file. */
public final class Passage {
    private final String file;
    private final String text;
    private final Places places;

    private Passage(String file, String text, Places places) {
        this.file = file;
        this.text = text;
        this.places = places;
    }

    /** Where the code points of a text stand, and its end. */
    private sealed interface Places {
        int line(int index);

        int column(int index);

        /** Of the code points from {@code from} on, and {@code length} of them. */
        Places part(int from, int length);
    }

    /** Side by side, as most do: scripts are kept by the thousand, and this is a fraction of the table. */
    private record Row(int line, int column) implements Places {
        @Override
        public int line(int index) {
            return line;
        }

        @Override
        public int column(int index) {
            return column + index;
        }

        @Override
        public Places part(int from, int length) {
            return new Row(line, column + from);
        }
    }

    /** Anywhere. */
    private static final class Table implements Places {
        private final int[] lines;
        private final int[] columns;

        /**
         * @param lines line of each code point, and of the end
         * @param columns column of each, likewise
         */
        Table(int[] lines, int[] columns) {
            this.lines = lines;
            this.columns = columns;
        }

        /** As a row where it is one. */
        Places shortest() {
            for (int i = 1; i < lines.length; i++) {
                if (lines[i] != lines[0] || columns[i] != columns[0] + i) {
                    return this;
                }
            }
            return new Row(lines[0], columns[0]);
        }

        @Override
        public int line(int index) {
            return lines[index];
        }

        @Override
        public int column(int index) {
            return columns[index];
        }

        @Override
        public Places part(int from, int length) {
            return new Table(
                            Arrays.copyOfRange(lines, from, from + length + 1),
                            Arrays.copyOfRange(columns, from, from + length + 1))
                    .shortest();
        }
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
        return new Passage(file, text, new Table(lines, columns).shortest());
    }

    /** Text whose characters stand where {@code at} says: what a quoted or folded YAML scalar came to. */
    public static Passage of(String file, String text, Position[] at) {
        int[] lines = new int[at.length];
        int[] columns = new int[at.length];
        for (int i = 0; i < at.length; i++) {
            lines[i] = at[i].line();
            columns[i] = at[i].column();
        }
        return new Passage(file, text, new Table(lines, columns).shortest());
    }

    public String file() {
        return file;
    }

    public String text() {
        return text;
    }

    /** In code points. */
    public int length() {
        return text.codePointCount(0, text.length());
    }

    /** The place of the code point {@code offset}; beyond the end, the end. */
    public Place at(int offset, int width) {
        int length = length();
        int index = Math.clamp(offset, 0, length);
        int line = places.line(index);
        int inLine = 0;
        while (inLine < width && index + inLine <= length && places.line(index + inLine) == line) {
            inLine++;
        }
        return new Place(file, new Position(line, places.column(index)), inLine);
    }

    /** All of it, as far as it stands on its first line. */
    public Place place() {
        return at(0, length());
    }

    /** The code points [from, to). */
    public Passage part(int from, int to) {
        int begin = text.offsetByCodePoints(0, from);
        int end = text.offsetByCodePoints(begin, to - from);
        return new Passage(file, text.substring(begin, end), places.part(from, to - from));
    }

    @Override
    public String toString() {
        return text;
    }
}
