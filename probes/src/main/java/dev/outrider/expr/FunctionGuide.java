package dev.outrider.expr;

import dev.cel.common.types.CelType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Every function of the language in one line each, for the reference. */
public final class FunctionGuide {
    /** Characters of an expression. */
    public static final int LONGEST = Checker.LENGTH;

    /** Rounds of the loops of one evaluation. */
    public static final int ROUNDS = Work.ITERATIONS;

    /** Characters of a value that an expression gives. */
    public static final int LARGEST_TEXT = CelExpression.LARGEST_TEXT;

    private FunctionGuide() {}

    /** Functions of one kind. */
    public record Group(String title, List<Line> lines) {
        public Group {
            lines = List.copyOf(lines);
        }
    }

    /**
     * One form of one function.
     *
     * @param form as it is called, its parameters by their types
     */
    public record Line(String form, String result, String doc) {}

    public static List<Group> groups() {
        List<Group> groups = new ArrayList<>();
        groups.add(group("Text", TextFunctions.ALL));
        groups.add(group("Lists", ListFunctions.ALL));
        groups.add(group("Numbers and chance", NumberFunctions.ALL));
        groups.add(group("Hashes, tokens, passwords", SecurityFunctions.ALL));
        groups.add(group("Signatures", SigningFunctions.ALL));
        groups.add(group("Pages, URLs, JSON", PageFunctions.ALL));
        groups.add(group("XML", XmlFunctions.ALL));
        groups.add(new Group(
                "CEL's own",
                Standard.DOCS.entrySet().stream()
                        .map(each -> new Line(each.getKey(), "", each.getValue()))
                        .toList()));
        return groups;
    }

    private static Group group(String title, List<Function> functions) {
        return new Group(
                title,
                functions.stream()
                        .filter(function -> !function.doc().isEmpty())
                        .map(function -> new Line(form(function), Words.plain(function.result()), function.doc()))
                        .toList());
    }

    private static String form(Function function) {
        List<CelType> parameters = function.parameters();
        if (!function.member()) {
            return function.name() + "(" + words(parameters) + ")";
        }
        return receiver(parameters.getFirst()) + "." + function.name() + "("
                + words(parameters.subList(1, parameters.size())) + ")";
    }

    private static String receiver(CelType type) {
        return Map.of("html page", "html", "XML document", "xml", "value of any type", "value")
                .getOrDefault(Words.plain(type), Words.plain(type));
    }

    private static String words(List<CelType> types) {
        return types.stream().map(FunctionGuide::receiver).collect(Collectors.joining(", "));
    }
}
