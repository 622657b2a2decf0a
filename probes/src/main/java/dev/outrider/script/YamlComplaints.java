package dev.outrider.script;

import dev.outrider.source.Passage;
import dev.outrider.source.Place;
import dev.outrider.source.Position;
import dev.outrider.source.Problem;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** What the YAML parser says, in an author's words. */
final class YamlComplaints {
    private static final Pattern FLOW = Pattern.compile("[{\\[][^'\"]*?(\\$\\{)");
    private static final Pattern KEY = Pattern.compile("[\\w.-]+:\\s+");
    private static final String NOT_YAML = "this is not valid YAML: ";

    private final String file;
    private final String text;

    YamlComplaints(String file, String text) {
        this.file = file;
        this.text = text;
    }

    Problem of(YamlEngineException exception) {
        return switch (exception) {
            case MarkedYamlEngineException marked -> marked(marked);
            case ReaderException reader ->
                Problem.error(
                        Passage.of(file, text, Position.START).at(reader.getPosition(), 1),
                        NOT_YAML + "the character U+%04X cannot stand in a file".formatted(reader.getCodePoint()));
            default -> Problem.error(new Place(file, Position.START, 1), NOT_YAML + firstLine(exception.getMessage()));
        };
    }

    private Problem marked(MarkedYamlEngineException exception) {
        boolean unclosed =
                exception.getProblem() != null && exception.getProblem().contains("unexpected end of stream");
        Optional<Mark> first = unclosed ? exception.getContextMark() : exception.getProblemMark();
        Mark mark = first.or(exception::getProblemMark)
                .or(exception::getContextMark)
                .orElse(null);
        Position at = mark == null ? Position.START : new Position(mark.getLine() + 1, mark.getColumn() + 1);
        String line = line(at.line());
        Optional<Problem> known =
                tab(at, line).or(() -> flow(at)).or(() -> flow(back(at))).or(() -> unquoted(exception, at, line));
        return known.orElseGet(() -> plain(exception, at, line));
    }

    private Optional<Problem> tab(Position at, String line) {
        int indent = line.indexOf('\t');
        return indent >= 0 && line.substring(0, indent).isBlank()
                ? Optional.of(Problem.error(
                                new Place(file, new Position(at.line(), indent + 1), 1),
                                NOT_YAML + "a tab is used for indentation")
                        .hint("YAML indents with spaces only"))
                : Optional.empty();
    }

    private static Position back(Position at) {
        return new Position(Math.max(1, at.line() - 1), 1);
    }

    private Optional<Problem> flow(Position at) {
        Matcher match = FLOW.matcher(line(at.line()));
        return match.find()
                ? Optional.of(Problem.error(
                                new Place(file, new Position(at.line(), match.start(1) + 1), 1),
                                NOT_YAML + "an unquoted ${...} inside { } or [ ]")
                        .hint("inside { } or [ ] YAML needs quotes around a template: \"${...}\""))
                : Optional.empty();
    }

    /** Brackets and commas of an expression end it where it stands in those of YAML. */
    private Optional<Problem> unquoted(MarkedYamlEngineException exception, Position at, String line) {
        String problem = String.valueOf(exception.getProblem());
        int end = line.offsetByCodePoints(0, Math.min(at.column() - 1, line.codePointCount(0, line.length())));
        Matcher key = KEY.matcher(line).region(0, end);
        if (!problem.startsWith("expected ',' or") || !key.find()) {
            return Optional.empty();
        }
        int start = key.end();
        for (; key.find(); ) {
            start = key.end();
        }
        String value = line.substring(start, closing(line, start)).strip();
        String name = line.substring(0, start).replaceAll("(?s).*?([\\w.-]+):\\s+$", "$1");
        if (value.isEmpty() || "\"'{[".indexOf(value.charAt(0)) >= 0 || value.contains("\"")) {
            return Optional.empty();
        }
        Position place = new Position(at.line(), line.codePointCount(0, start) + 1);
        return Optional.of(Problem.error(
                        new Place(file, place, value.codePointCount(0, value.length())),
                        NOT_YAML + "an unquoted expression with brackets or commas inside { } or [ ]")
                .hint("quote it: %s: \"%s\"".formatted(name, value)));
    }

    /** Where a value ends that is read as an expression is: before the comma or bracket that is not its own. */
    private static int closing(String line, int from) {
        int depth = 0;
        char quote = 0;
        for (int at = from; at < line.length(); at++) {
            char c = line.charAt(at);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '\'') {
                quote = c;
            } else if ("([{".indexOf(c) >= 0) {
                depth++;
            } else if (depth == 0 && ",]}".indexOf(c) >= 0) {
                return at;
            } else if (")]}".indexOf(c) >= 0) {
                depth--;
            }
        }
        return line.length();
    }

    private Problem plain(MarkedYamlEngineException exception, Position at, String line) {
        String problem = firstLine(exception.getProblem() == null ? exception.getMessage() : exception.getProblem());
        Problem known = Problem.error(new Place(file, at, 1), NOT_YAML + words(problem));
        return line.contains(": ") && problem.contains("mapping values are not allowed")
                ? known.hint("a value that contains ': ' needs quotes, and keys of one mapping stand in one column")
                : known;
    }

    private static String words(String problem) {
        if (problem.contains("mapping values are not allowed")) {
            return "a ':' cannot stand here";
        }
        if (problem.contains("expected <block end>")) {
            return "this line is indented differently from its neighbours";
        }
        if (problem.contains("could not find expected ':'")) {
            return "a ':' is missing in the line above";
        }
        if (problem.contains("unexpected end of stream")) {
            return "a quote or bracket is never closed";
        }
        return problem;
    }

    private static String firstLine(@Nullable String message) {
        return String.valueOf(message).lines().findFirst().orElse("").strip();
    }

    private String line(int number) {
        return text.lines().skip(number - 1L).findFirst().orElse("");
    }
}
