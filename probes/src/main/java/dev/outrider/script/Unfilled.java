package dev.outrider.script;

import dev.outrider.expr.Scope;
import dev.outrider.source.Passage;
import dev.outrider.source.Problem;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells of texts that are sent as they stand where their author meant a value: {@code link}, {@code $link}. */
final class Unfilled {
    private static final String PATH = "[A-Za-z_]\\w*(?:\\.\\w+)*";
    private static final Pattern BRACES = Pattern.compile("\\{\\{\\s*(" + PATH + ")\\s*}}");
    private static final Pattern DOLLAR = Pattern.compile("(?<!\\$)\\$(" + PATH + ")");
    /** A text of an expression that holds {@code ${ }}. */
    private static final Pattern QUOTED = Pattern.compile(
            "('[^'\\n]*?(?<!\\$)\\$\\{([^}'\\n]*)}[^'\\n]*')|(\"[^\"\\n]*?(?<!\\$)\\$\\{([^}\"\\n]*)}[^\"\\n]*\")");

    private static final Pattern ALONE = Pattern.compile("\\$?(" + PATH + ")|\\{\\{\\s*(" + PATH + ")\\s*}}");
    private static final Set<String> WITH_FIELDS = Set.of("env", "secrets", "inputs", "data");

    private static final Pattern LABELS = Pattern.compile(
            "key|name|field|property|attribute|column|type|kind|operation|sort|(sort|order)_?by",
            Pattern.CASE_INSENSITIVE);

    private Unfilled() {}

    /** The expression that is meant by a text that is nothing but a name. */
    static Optional<String> meant(String text, Scope scope) {
        Matcher alone = ALONE.matcher(text.strip());
        return alone.matches()
                ? Optional.of(alone.group(1) == null ? alone.group(2) : alone.group(1))
                        .filter(path -> isKnown(path, scope))
                : Optional.empty();
    }

    /** Whether what stands under this key is the name of something: {@code { key: email, value: ... }}. */
    static boolean isLabel(String key) {
        return LABELS.matcher(key).matches();
    }

    /** Names in the manner of other languages, within a text. */
    static void check(Passage passage, Scope scope, boolean url, Consumer<Problem> problems) {
        check(BRACES.matcher(passage.text()), passage, scope, problems);
        if (url) {
            check(DOLLAR.matcher(passage.text()), passage, scope, problems);
        }
    }

    /** {@code '${sku}'} in an expression is a text of six letters. */
    static void quoted(Passage passage, Consumer<Problem> problems) {
        Matcher match = QUOTED.matcher(passage.text());
        while (match.find()) {
            int start = passage.text().codePointCount(0, match.start());
            String name = match.group(2) == null ? match.group(4) : match.group(2);
            problems.accept(Problem.warning(
                            passage.at(
                                    start,
                                    match.group()
                                            .codePointCount(0, match.group().length())),
                            "within an expression ${ } fills in nothing: this is the text as it stands",
                            "")
                    .hint("write the name without quotes, and join texts with +: 'sku ' + " + name.strip()));
        }
    }

    private static void check(Matcher match, Passage passage, Scope scope, Consumer<Problem> problems) {
        while (match.find()) {
            if (isKnown(match.group(1), scope)) {
                int start = passage.text().codePointCount(0, match.start());
                problems.accept(Problem.warning(
                        passage.at(start, match.group().length()),
                        "this is sent as it stands, not as a value",
                        "write ${" + match.group(1) + "}"));
            }
        }
    }

    /** A value of a request that is the name of a value; in quotes it is meant as it stands. */
    static void bare(Node.Scalar scalar, Scope scope, Consumer<Problem> problems) {
        if (scalar.plain() && scalar.text().matches(PATH)) {
            meant(scalar.text(), scope)
                    .ifPresent(path -> problems.accept(Problem.warning(
                                    scalar.place(),
                                    "this sends the text '" + path + "', not the value of that name",
                                    "write \"${" + path + "}\"")
                            .hint("or quote it, when the text is meant")));
        }
    }

    private static boolean isKnown(String path, Scope scope) {
        String first = path.split("\\.", 2)[0];
        return scope.type(first).isPresent()
                && (!Reserved.TAKEN.contains(first) || (WITH_FIELDS.contains(first) && path.contains(".")));
    }
}
