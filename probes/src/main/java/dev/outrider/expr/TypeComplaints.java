package dev.outrider.expr;

import dev.outrider.source.Passage;
import dev.outrider.source.Place;
import dev.outrider.source.Problem;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Operators and functions that do not take what they are given, in an author's words. */
final class TypeComplaints {
    private static final Pattern LEFT = Pattern.compile("([\\w.]+)\\s*$");
    private static final Pattern RIGHT = Pattern.compile("\\s*([\\w.]+)(?![\\w.(\\[])");

    /** One value after the other where conditions should be. */
    private static final Pattern EITHER = Pattern.compile(
            "(?:([\\w.]+)\\s*==\\s*)?((?:\\d+|'[^']*')(?:\\s*\\|\\|\\s*(?:\\d+|'[^']*'))+)(?!\\s*[=<>!+*/-])");
    /** A number that is compared with a time. */
    private static final Pattern BARE = Pattern.compile("([<>=!]=?\\s*)(\\d+(?:\\.\\d+)?)\\s*$");

    private final Passage passage;

    TypeComplaints(Passage passage) {
        this.passage = passage;
    }

    /** @param match function, the types it was given, the candidates */
    Problem of(MatchResult match, int offset) {
        String function = match.group(1);
        List<String> given = types(match.group(2));
        Place place = passage.at(offset, 1);
        if (Operators.isComparison(function)) {
            return given.contains("int") && given.contains("double")
                    ? numbers(function, given, offset)
                    : comparison(function, given, place);
        }
        return switch (function) {
            case "_&&_", "_||_" -> joined(function, given, place);
            case "!_" -> Problem.error(place, "'!' turns a condition round, not " + Words.article(given.getFirst()));
            case "_?_:_" -> conditional(given, place);
            case "@in" -> membership(match.group(2), given, place);
            case "_[_]" ->
                Problem.error(
                        place, "%s cannot be read by [%s]".formatted(Words.article(given.getFirst()), given.getLast()));
            case "_+_", "_-_", "_*_", "_/_", "_%_" -> arithmetic(function, given, place);
            default -> call(function, match.group(2), match.group(3), offset);
        };
    }

    /** {@code status == 200 || 201} is said so, and not written so. */
    private Problem joined(String function, List<String> given, Place place) {
        Problem problem = Problem.error(
                place, "'%s' joins two conditions, not %s".formatted(Operators.sign(function), pair(given)));
        Matcher either = EITHER.matcher(passage.text());
        if (!either.find()) {
            return problem;
        }
        String name = Optional.ofNullable(either.group(1)).orElse("status");
        return problem.hint("write %s in [%s]".formatted(name, either.group(2).replaceAll("\\s*\\|\\|\\s*", ", ")));
    }

    private static Problem membership(String types, List<String> given, Place place) {
        return types.matches("\\((int|double), list\\(string\\)\\)")
                ? Problem.error(place, "a number is never in a list of strings", "write the list without quotes")
                : Problem.error(
                        place,
                        "'in' looks for an item in a list, or for a key in a map, not for %s in %s"
                                .formatted(Words.article(given.getFirst()), Words.article(given.getLast())));
    }

    private Problem comparison(String function, List<String> given, Place place) {
        String left = given.getFirst();
        String right = given.getLast();
        Problem problem = Problem.error(
                place,
                "%s is never equal to or ordered with %s".formatted(Words.article(left), Words.article(right)),
                left + " " + Operators.sign(function) + " " + right);
        return literal(left, right)
                .or(() -> literal(right, left))
                .or(() -> withoutUnit(left, right))
                .map(problem::hint)
                .orElse(problem);
    }

    /** Other tools count times in milliseconds. */
    private Optional<String> withoutUnit(String left, String right) {
        Matcher bare = BARE.matcher(passage.text().strip());
        return left.equals("duration") && List.of("int", "double").contains(right)
                ? Optional.of(
                        bare.find()
                                ? "a time has a unit: write "
                                        + bare.replaceFirst("$1duration('$2"
                                                + (bare.group(2).contains(".") ? "s" : "ms") + "')")
                                : "a time has a unit: duration('500ms')")
                : Optional.empty();
    }

    /** CEL orders an int and a double, but does not let them be equal. */
    private Problem numbers(String function, List<String> given, int offset) {
        String sign = Operators.sign(function);
        Problem problem = Problem.error(
                passage.at(offset, 2),
                "an int and a double are compared as doubles",
                String.join(" " + sign + " ", given));
        int at = passage.text().offsetByCodePoints(0, offset);
        Matcher left = LEFT.matcher(passage.text().substring(0, at));
        Matcher right =
                RIGHT.matcher(passage.text().substring(Math.min(passage.text().length(), at + 2)));
        if (!left.find() || !right.lookingAt()) {
            return problem.hint("write double(...) around the int");
        }
        return problem.hint(
                given.getFirst().equals("int")
                        ? "write double(%s) %s %s".formatted(left.group(1), sign, right.group(1))
                        : "write %s %s double(%s)".formatted(left.group(1), sign, right.group(1)));
    }

    /** What to write when {@code literal} is the type of a text that should be another's. */
    private Optional<String> literal(String wanted, String literal) {
        Matcher quoted = Pattern.compile("'([^']*)'|\"([^\"]*)\"").matcher(passage.text());
        if (!literal.equals("string") || !quoted.find()) {
            return Optional.empty();
        }
        String text = Optional.ofNullable(quoted.group(1)).orElseGet(() -> quoted.group(2));
        return switch (wanted) {
            case "int", "double" ->
                text.matches("-?[0-9.]+")
                        ? Optional.of(
                                "without quotes: " + passage.text().strip().replace(quoted.group(), text))
                        : Optional.empty();
            case "duration" -> Optional.of("write duration('" + text + "')");
            case "timestamp" -> Optional.of("write timestamp('2026-11-27T08:00:00Z')");
            default -> Optional.empty();
        };
    }

    private static Problem conditional(List<String> given, Place place) {
        return given.getFirst().equals("bool") || given.getFirst().equals("value")
                ? Problem.error(place, "both sides of ':' must be of one type, not " + pair(given.subList(1, 3)))
                : Problem.error(place, "a condition stands before '?', not " + Words.article(given.getFirst()));
    }

    private static Problem arithmetic(String function, List<String> given, Place place) {
        Problem problem = Problem.error(
                place,
                "'%s' does not work on %s".formatted(Operators.sign(function), pair(given)),
                String.join(" " + Operators.sign(function) + " ", given));
        return function.equals("_+_") && given.contains("string")
                ? problem.hint("make the other one text too: string(...)")
                : problem;
    }

    private Problem call(String function, String given, String candidates, int offset) {
        String last = function.substring(function.lastIndexOf('.') + 1);
        List<String> all = List.of(candidates.split("(?<=\\)),\\s*", -1));
        String owner = given.substring(0, given.indexOf('('));
        boolean known = !owner.isEmpty() && all.stream().anyMatch(candidate -> candidate.startsWith(owner + "("));
        String forms = all.stream()
                .filter(candidate -> !known || candidate.startsWith(owner + "("))
                .limit(4)
                .map(candidate -> form(function, candidate))
                .collect(Collectors.joining(" or "));
        String arguments = given.substring(given.indexOf('(') + 1, given.length() - 1);
        String message = arguments.isBlank()
                ? "'%s' needs arguments".formatted(last)
                : "'%s' does not take (%s)".formatted(last, String.join(", ", types("(" + arguments + ")")));
        return Problem.error(passage.at(offset - last.length(), last.length()), message)
                .hint("it is " + forms);
    }

    /** {@code string.(int)} as {@code string.substring(int)}. */
    private static String form(String function, String candidate) {
        int dot = candidate.indexOf(".(");
        String arguments = "(" + String.join(", ", types(candidate.substring(Math.max(0, dot + 1)))) + ")";
        return dot < 0 ? function + arguments : owner(candidate.substring(0, dot)) + "." + function + arguments;
    }

    private static String owner(String type) {
        return type.equals("html") || type.equals("xml") ? type : Words.plain(type);
    }

    /** {@code (google.protobuf.Duration, list(int))} as plain words. */
    private static List<String> types(String list) {
        String inner = list.substring(list.indexOf('(') + 1, list.lastIndexOf(')'));
        return inner.isBlank()
                ? List.of()
                : Arrays.stream(inner.split(",\\s*(?![^(]*\\))", -1))
                        .map(Words::plain)
                        .map(word -> word.startsWith("%") ? "value" : word)
                        .toList();
    }

    private static String pair(List<String> types) {
        return types.stream().map(Words::article).collect(Collectors.joining(" and "));
    }
}
