package dev.outrider.expr;

import dev.outrider.source.Passage;
import dev.outrider.source.Place;
import dev.outrider.source.Problem;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Expressions that CEL cannot even read, in an author's words. */
final class SyntaxComplaints {
    private static final Pattern TOKEN = Pattern.compile("token recognition error at: '(.*)'", Pattern.DOTALL);
    private static final Pattern INPUT =
            Pattern.compile("(?:mismatched|extraneous) input '(.*?)' expecting.*", Pattern.DOTALL);
    private static final Pattern MISSING = Pattern.compile("missing '(.*?)' at '(.*?)'", Pattern.DOTALL);
    private static final Pattern VIABLE = Pattern.compile("no viable alternative at input '(.*?)'", Pattern.DOTALL);
    private static final Pattern RESERVED = Pattern.compile("reserved identifier: (.*)");
    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("and", "&&"),
            Map.entry("AND", "&&"),
            Map.entry("or", "||"),
            Map.entry("OR", "||"),
            Map.entry("not", "!"),
            Map.entry("is", "=="),
            Map.entry("eq", "=="),
            Map.entry("equals", "=="),
            Map.entry("ne", "!="),
            Map.entry("gt", ">"),
            Map.entry("lt", "<"),
            Map.entry("contains", ".contains('...')"),
            Map.entry("matches", ".matches('...')"));

    private final Passage passage;
    private final Set<String> names;

    /** @param names that can be read here */
    SyntaxComplaints(Passage passage, Set<String> names) {
        this.passage = passage;
        this.names = names;
    }

    Problem of(String message, int offset) {
        Place place = passage.at(offset, 1);
        Matcher token = TOKEN.matcher(message);
        if (token.matches()) {
            return token(token.group(1), offset);
        }
        Matcher input = INPUT.matcher(message);
        if (input.matches()) {
            return closed(worded(input(input.group(1), offset)));
        }
        Matcher missing = MISSING.matcher(message);
        if (missing.matches()) {
            return Problem.error(place, "a '" + missing.group(1) + "' is missing");
        }
        Matcher viable = VIABLE.matcher(message);
        if (viable.matches()) {
            return closed(worded(Problem.error(place, "'" + viable.group(1).strip() + "' cannot be read here")));
        }
        Matcher reserved = RESERVED.matcher(message);
        if (reserved.matches()) {
            return Problem.error(
                    passage.at(offset, reserved.group(1).length()), "'" + reserved.group(1) + "' is a reserved word");
        }
        return other(message, place);
    }

    /** With a word of the bracket that is open, which is the mistake more often than what stands within. */
    private Problem closed(Problem problem) {
        String bare = passage.text().replaceAll("'[^']*'|\"[^\"]*\"", "");
        for (String pair : new String[] {"()", "[]", "{}"}) {
            long open = bare.chars().filter(c -> c == pair.charAt(0)).count();
            long closed = bare.chars().filter(c -> c == pair.charAt(1)).count();
            if (open > closed && problem.hint().isEmpty()) {
                return problem.hint(
                        "a '%s' is missing: the '%s' is never closed".formatted(pair.charAt(1), pair.charAt(0)));
            }
        }
        return problem;
    }

    /** Words where an expression should be are a text without its quotes. */
    private Problem worded(Problem problem) {
        String text = passage.text().strip();
        boolean told = problem.label().startsWith("write ")
                || Arrays.stream(text.split("[^\\p{L}\\d]+", -1)).anyMatch(names::contains);
        return !told && text.matches("[\\p{L}\\d]+(?:[ ,;!-]+[\\p{L}\\d]+)+[.!?]?")
                ? Problem.error(passage.place(), "this is an expression, and words alone are none")
                        .hint("a text has quotes of its own: \"'" + text + "'\"")
                : problem;
    }

    private static Problem other(String message, Place place) {
        if (message.contains("has() macro")) {
            return Problem.error(place, "has() asks whether a field is there", "write has(json.field)");
        }
        if (message.contains("recursion") || message.contains("depth")) {
            return Problem.error(place, "this expression is nested too deeply");
        }
        return Problem.error(
                place,
                "this expression cannot be read: " + message.lines().findFirst().orElse(""));
    }

    private Problem token(String token, int offset) {
        Place place = passage.at(offset, 1);
        char first = token.charAt(0);
        return switch (first) {
            case '=' -> Problem.error(place, "'=' does not compare", "write ==");
            case '$' -> dollar(place);
            case '\'', '"' -> Problem.error(place, "this text is not closed", "it needs a " + first + " at its end");
            case '‘', '’', '“', '”', '„' -> Problem.error(place, "this is a typographic quote", "write '");
            case '~' ->
                Problem.error(
                        place, "'~' is not an operator here", "write text.matches('...') or text.contains('...')");
            case '&', '|' -> Problem.error(place, "'" + first + "' is not an operator here", "write " + first + first);
            default -> Problem.error(place, "'" + token.strip() + "' means nothing here");
        };
    }

    private Problem dollar(Place place) {
        String text = passage.text().strip();
        if (text.contains("${")) {
            return Problem.error(
                    place, "this key already holds an expression; ${ } is only for text", "leave ${ } away");
        }
        Problem problem = text.startsWith("$.")
                ? Problem.error(place, "'$' does not start an expression", "write json" + text.substring(1))
                : Problem.error(place, "'$' does not start an expression");
        return problem.hint("walk JSON directly, no JSONPath");
    }

    private Problem input(String input, int offset) {
        if (input.equals("<EOF>")) {
            return Problem.error(passage.at(offset, 1), "the expression is not finished");
        }
        Place place = passage.at(offset, input.codePointCount(0, input.length()));
        String operator = WORDS.get(input);
        return operator == null
                ? Problem.error(place, "'" + input + "' is not expected here")
                : Problem.error(place, "'" + input + "' is not an operator here", "write " + operator);
    }
}
