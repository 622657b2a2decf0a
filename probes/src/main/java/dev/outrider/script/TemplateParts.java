package dev.outrider.script;

import dev.outrider.source.Passage;
import dev.outrider.source.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Cuts a text into what stands as it is and what stands in {@code ${ }}. */
final class TemplateParts {
    sealed interface Part {}

    record Text(String text) implements Part {}

    /**
     * @param inner without the signs around it
     * @param whole with them
     */
    record Code(Passage inner, Passage whole) implements Part {}

    private final Passage passage;
    private final int[] text;
    private final List<Part> parts = new ArrayList<>();
    private final StringBuilder literal = new StringBuilder();

    private TemplateParts(Passage passage) {
        this.passage = passage;
        this.text = passage.text().codePoints().toArray();
    }

    /** Two dollar signs before a brace are a literal one. Empty when a brace is never closed. */
    static Optional<List<Part>> of(Passage passage, Problems problems) {
        return new TemplateParts(passage).cut(problems);
    }

    private Optional<List<Part>> cut(Problems problems) {
        int at = 0;
        while (at < text.length) {
            if (is(at, '$') && is(at + 1, '$') && is(at + 2, '{')) {
                literal.append("${");
                at += 3;
            } else if (is(at, '$') && is(at + 1, '{')) {
                int end = close(at + 2);
                if (end < 0) {
                    problems.accept(Problem.error(passage.at(at, 2), "this ${ is never closed", "it needs a }"));
                    return Optional.empty();
                }
                flush();
                parts.add(new Code(passage.part(at + 2, end), passage.part(at, end + 1)));
                at = end + 1;
            } else {
                literal.appendCodePoint(text[at]);
                at++;
            }
        }
        flush();
        return Optional.of(parts);
    }

    private boolean is(int at, char wanted) {
        return at < text.length && text[at] == wanted;
    }

    private void flush() {
        if (!literal.isEmpty() || (parts.isEmpty() && text.length == 0)) {
            parts.add(new Text(literal.toString()));
            literal.setLength(0);
        }
    }

    /** Where the brace is that closes; -1 when there is none. */
    private int close(int from) {
        int depth = 0;
        int quote = 0;
        for (int at = from; at < text.length; at++) {
            int c = text[at];
            if (quote != 0) {
                at += c == '\\' ? 1 : 0;
                quote = c == quote ? 0 : quote;
            } else if (c == '\'' || c == '"') {
                quote = c;
            } else if (c == '{') {
                depth++;
            } else if (c == '}' && depth-- == 0) {
                return at;
            }
        }
        return -1;
    }
}
