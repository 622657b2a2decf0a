package dev.outrider.desk.recording;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The words of a command as a POSIX shell would see them: quotes, backslashes, {@code $'…'}, lines that go on. */
final class ShellWords {
    private final String text;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean begun;
    private int at;

    private ShellWords(String text) {
        this.text = text;
    }

    /** @throws Unreadable when a quote is never closed */
    static List<String> of(String text) {
        return new ShellWords(text.replace("\\\r\n", " ").replace("\\\n", " ")).read();
    }

    private List<String> read() {
        while (at < text.length()) {
            char c = text.charAt(at++);
            switch (c) {
                case ' ', '\t', '\n', '\r' -> end();
                case '\'' -> quoted('\'', false);
                case '"' -> quoted('"', true);
                case '\\' -> add(at < text.length() ? text.charAt(at++) : '\\');
                case '$' -> dollar();
                default -> add(c);
            }
        }
        end();
        return words;
    }

    private void dollar() {
        if (at < text.length() && text.charAt(at) == '\'') {
            at++;
            ansi();
        } else {
            add('$');
        }
    }

    private void quoted(char quote, boolean escapes) {
        begun = true;
        while (at < text.length() && text.charAt(at) != quote) {
            char c = text.charAt(at++);
            boolean escaped = escapes && c == '\\' && at < text.length() && "\"\\$`".indexOf(text.charAt(at)) >= 0;
            word.append(escaped ? text.charAt(at++) : c);
        }
        closed();
    }

    /** {@code $'…'}, as browsers copy what holds quotes or line ends. */
    private void ansi() {
        begun = true;
        while (at < text.length() && text.charAt(at) != '\'') {
            char c = text.charAt(at++);
            if (c != '\\' || at == text.length()) {
                word.append(c);
                continue;
            }
            char escape = text.charAt(at++);
            switch (escape) {
                case 'n' -> word.append('\n');
                case 'r' -> word.append('\r');
                case 't' -> word.append('\t');
                case 'x' -> code(2);
                case 'u' -> code(4);
                default -> word.append(escape);
            }
        }
        closed();
    }

    private void code(int digits) {
        int end = at;
        while (end < text.length()
                && end < at + digits
                && "0123456789abcdef".indexOf(text.substring(end, end + 1).toLowerCase(Locale.ROOT)) >= 0) {
            end++;
        }
        if (end > at) {
            word.append((char) Integer.parseInt(text.substring(at, end), 16));
        }
        at = end;
    }

    private void closed() {
        if (at == text.length()) {
            throw new Unreadable("a quote in the command is never closed; put the whole command in single quotes,"
                    + " or in a file and write: outrider import curl - < FILE");
        }
        at++;
    }

    private void add(char c) {
        begun = true;
        word.append(c);
    }

    private void end() {
        if (begun) {
            words.add(word.toString());
            word.setLength(0);
            begun = false;
        }
    }
}
