package dev.outrider.expr;

import dev.cel.common.CelIssue;
import dev.outrider.source.Passage;
import dev.outrider.source.Problem;
import dev.outrider.source.Similar;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What CEL says of an expression, in an author's words and at a place of the author's file. */
final class Complaints {
    private static final Pattern TEMPLATE = Pattern.compile("\\$\\{(.*)}", Pattern.DOTALL);
    private static final Pattern NAME = Pattern.compile("undeclared reference to '([^']*)'.*", Pattern.DOTALL);
    private static final Pattern FIELD = Pattern.compile("undefined field '([^']*)'.*", Pattern.DOTALL);
    private static final Pattern DASHED = Pattern.compile("([A-Za-z_][\\w.]*)\\.([A-Za-z_]\\w*(?:-\\w+)+)");
    private static final Pattern NO_FIELDS = Pattern.compile("type '(.*)' does not support field selection");
    private static final Pattern OVERLOAD = Pattern.compile(
            "found no matching overload for '(.*?)' applied to '(.*?)' \\(candidates: (.*)\\)", Pattern.DOTALL);

    private final Passage passage;
    private final Scope scope;

    Complaints(Passage passage, Scope scope) {
        this.passage = passage;
        this.scope = scope;
    }

    /** What must not even reach CEL. */
    static Optional<Problem> beforehand(Passage passage) {
        String text = passage.text();
        if (text.isBlank()) {
            return Optional.of(Problem.error(passage.place(), "an expression is missing here"));
        }
        if (passage.length() > Checker.LENGTH) {
            return Optional.of(Problem.error(
                    passage.at(0, 1),
                    "an expression has at most %,d characters, this one %,d"
                            .formatted(Checker.LENGTH, passage.length())));
        }
        return TEMPLATE.matcher(text.strip()).matches()
                ? Optional.of(Problem.error(
                                passage.place(), "this key already holds an expression; ${ } is only for text")
                        .hint("write "
                                + text.strip()
                                        .substring(2, text.strip().length() - 1)
                                        .strip()))
                : Optional.empty();
    }

    /** Of several syntax errors only the first is the author's. */
    List<Problem> of(List<CelIssue> issues) {
        List<CelIssue> sorted =
                issues.stream().sorted(Comparator.comparingInt(this::offset)).toList();
        List<Problem> problems = new ArrayList<>();
        boolean unknownName = false;
        for (CelIssue issue : sorted) {
            Optional<Problem> checked = checked(issue, unknownName);
            if (checked.isEmpty() && !isFollowing(issue, unknownName)) {
                return List.of(new SyntaxComplaints(passage, scope.names()).of(issue.getMessage(), offset(issue)));
            }
            unknownName |= NAME.matcher(issue.getMessage()).matches() && !isCall(offset(issue));
            checked.ifPresent(problems::add);
        }
        return problems;
    }

    private int offset(CelIssue issue) {
        int line = issue.getSourceLocation().getLine();
        int start = 0;
        for (int at = 1; at < line; at++) {
            start = passage.text().indexOf('\n', start) + 1;
        }
        return passage.text().codePointCount(0, start)
                + Math.max(0, issue.getSourceLocation().getColumn());
    }

    /** Whether it only says again that a name before it is unknown: {@code foo.bar(1)} is one mistake. */
    private boolean isFollowing(CelIssue issue, boolean unknownName) {
        return (unknownName && NAME.matcher(issue.getMessage()).matches() && isCall(offset(issue)))
                || issue.getMessage().contains("*error*");
    }

    private Optional<Problem> checked(CelIssue issue, boolean unknownName) {
        if (isFollowing(issue, unknownName)) {
            return Optional.empty();
        }
        Map<Pattern, BiFunction<MatchResult, Integer, Problem>> answers = Map.of(
                NAME, this::unknown,
                FIELD, this::noField,
                NO_FIELDS, this::noFields,
                OVERLOAD, (match, at) -> new TypeComplaints(passage).of(match, at));
        return answers.entrySet().stream()
                .flatMap(answer -> Optional.of(answer.getKey().matcher(issue.getMessage()))
                        .filter(Matcher::matches)
                        .map(match -> answer.getValue().apply(match, offset(issue)))
                        .stream())
                .findFirst();
    }

    private boolean isCall(int offset) {
        return codePoint(offset) == '(';
    }

    private int codePoint(int offset) {
        int[] all = passage.text().codePoints().toArray();
        return offset < all.length ? all[offset] : -1;
    }

    private Problem unknown(MatchResult match, int offset) {
        return isCall(offset) ? noFunction(match.group(1), offset) : noName(match.group(1), offset);
    }

    private Problem noName(String name, int offset) {
        String first = name.split("\\.", 2)[0];
        var place = passage.at(offset, first.length());
        Optional<Scope.Absence> absence = scope.absence(first);
        if (absence.isPresent()) {
            Problem problem =
                    Problem.error(place, absence.get().message(), absence.get().label());
            return absence.get().hint().isEmpty()
                    ? problem
                    : problem.hint(absence.get().hint());
        }
        Optional<Problem> dashed = dashed(offset);
        if (dashed.isPresent()) {
            return dashed.get();
        }
        String instead = Aliases.NAMES.get(first);
        if (instead != null) {
            return Problem.error(place, "there is no '" + first + "' here", "write " + instead);
        }
        Problem problem = Problem.error(place, "unknown name '" + first + "'");
        return Similar.to(first, scope.names())
                .map(near -> Problem.error(place, problem.message(), "did you mean '" + near + "'?"))
                .orElseGet(() -> problem.hint("known here: " + String.join(", ", scope.names())));
    }

    /** {@code headers.content-type}, which subtracts. */
    private Optional<Problem> dashed(int offset) {
        int at = passage.text().offsetByCodePoints(0, offset);
        Matcher name = DASHED.matcher(passage.text());
        while (name.find()) {
            if (name.start(2) < at && at < name.end()) {
                int start = passage.text().codePointCount(0, name.start(2));
                return Optional.of(Problem.error(
                        passage.at(start, name.group(2).length()),
                        "'-' subtracts: a name with '-' in it stands in brackets",
                        "write %s['%s']".formatted(name.group(1), name.group(2))));
            }
        }
        return Optional.empty();
    }

    private Problem noFunction(String name, int offset) {
        String last = name.substring(name.lastIndexOf('.') + 1);
        var place = passage.at(offset - last.length(), last.length());
        if (Aliases.MACROS.containsKey(last)) {
            return Problem.error(
                    place, "'" + last + "' is called with other arguments", "write " + Aliases.MACROS.get(last));
        }
        Problem problem = Problem.error(place, "there is no function '" + last + "'");
        if (Aliases.FUNCTIONS.containsKey(last)) {
            return problem.hint(Aliases.FUNCTIONS.get(last));
        }
        List<String> known = Stream.concat(
                        Functions.names().stream().map(each -> each.substring(each.lastIndexOf('.') + 1)),
                        Aliases.FUNCTIONS.keySet().stream())
                .toList();
        return Similar.to(last, known)
                .map(near -> Aliases.FUNCTIONS.containsKey(near)
                        ? problem.hint(Aliases.FUNCTIONS.get(near))
                        : Problem.error(place, problem.message(), "did you mean '" + near + "'?"))
                .orElse(problem);
    }

    private Problem noField(MatchResult match, int offset) {
        String field = match.group(1);
        int dot = passage.text().offsetByCodePoints(0, offset);
        var owner = Pattern.compile("[A-Za-z_]\\w*$").matcher(passage.text().substring(0, dot));
        String name = owner.find() ? owner.group() : "this";
        var place = passage.at(offset + 1, field.codePointCount(0, field.length()));
        List<String> fields = scope.type(name)
                .map(type -> List.copyOf(type.fields().keySet()))
                .orElse(List.of());
        String label = Similar.to(field, fields)
                .map(near -> "did you mean '" + near + "'?")
                .or(() -> scope.home(name).map(home -> "add it to " + home.file()))
                .orElse("");
        Problem problem = Problem.error(place, "'%s' has no '%s'".formatted(name, field), label);
        List<String> shown = name.equals("timing") ? Values.PHASES : fields;
        return shown.isEmpty()
                ? problem.hint(scope.home(name)
                        .map(home -> "it has nothing yet; write there " + home.example(field))
                        .orElse("it has nothing yet"))
                : problem.hint("it has: " + String.join(", ", shown));
    }

    private Problem noFields(MatchResult match, int offset) {
        return Problem.error(passage.at(offset, 1), Words.article(Words.plain(match.group(1))) + " has no fields");
    }
}
