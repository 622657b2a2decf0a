package dev.outrider.script;

import dev.outrider.script.Key.Form;
import dev.outrider.source.Problem;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Whether what stands at a key has the form that the key wants. */
final class FormCheck {
    private static final int ENTRIES = 200;
    private static final Pattern TIME =
            Pattern.compile("(?i)(?:@?every\\s*)?([1-9][0-9]{0,4})?\\s*(s|m|h)(?:ec|in|our|econd|inute|r)?s?");

    private final String name;
    private final Form form;

    FormCheck(String name, Form form) {
        this.name = name;
        this.form = form;
    }

    /** The first thing that is wrong. */
    Optional<Problem> of(Node node) {
        if (node instanceof Node.Scalar scalar && scalar.isEmpty()) {
            return Optional.of(Problem.error(scalar.place(), "'" + name + "' has no value", example()));
        }
        if (form.isScalar()) {
            return scalar(node);
        }
        if (form.isOneOrMany()) {
            return oneOrMany(node);
        }
        return switch (form) {
            case EXPRESSIONS, TEMPLATES, PARTS, VALUES, SECRETS -> members(node);
            case OBJECTS -> node instanceof Node.Sequence list ? size(list.items(), node) : Optional.of(wrong(node));
            case TEXT_OR_OBJECT, DOCUMENT ->
                node instanceof Node.Sequence ? Optional.of(wrong(node)) : Optional.empty();
            case SIGNATURE -> node instanceof Node.Scalar ? Optional.empty() : members(node);
            case COUNT_OR_OBJECT, OFF_OR_OBJECT -> node instanceof Node.Mapping ? Optional.empty() : scalar(node);
            case OBJECT, NAMED, TABLES -> node instanceof Node.Mapping ? Optional.empty() : Optional.of(wrong(node));
            default -> Optional.empty();
        };
    }

    private Optional<Problem> size(List<Node> items, Node node) {
        if (items.isEmpty()) {
            return Optional.of(Problem.error(node.place(), "'" + name + "' is empty"));
        }
        return items.size() > ENTRIES
                ? Optional.of(Problem.error(node.place(), "'%s' has more than %d items".formatted(name, ENTRIES)))
                : Optional.empty();
    }

    private Optional<Problem> oneOrMany(Node node) {
        return switch (node) {
            case Node.Sequence list ->
                size(list.items(), node)
                        .or(() -> list.items().stream()
                                .flatMap(item -> scalar(item).stream())
                                .findFirst());
            case Node.Scalar scalar -> scalar(scalar);
            case Node.Mapping mapping -> Optional.of(wrong(mapping));
        };
    }

    private Optional<Problem> members(Node node) {
        if (!(node instanceof Node.Mapping mapping)) {
            return Optional.of(wrong(node));
        }
        Map<String, Node.Scalar> seen = new HashMap<>();
        return mapping.entries().stream().flatMap(entry -> member(entry, seen)).findFirst();
    }

    private Stream<Problem> member(Node.Entry entry, Map<String, Node.Scalar> seen) {
        Node.Scalar twin = seen.put(entry.key().text(), entry.key());
        if (twin != null) {
            return Stream.of(Problem.error(
                    entry.key().place(),
                    "'" + entry.key().text() + "' is written twice",
                    "already on line " + twin.place().position().line()));
        }
        return switch (entry.value()) {
            case Node.Scalar scalar when !scalar.isEmpty() -> Stream.empty();
            case Node.Scalar scalar when form == Form.TEMPLATES || form == Form.PARTS -> Stream.empty();
            case Node.Scalar scalar ->
                Stream.of(Problem.error(entry.key().place(), "'" + entry.key().text() + "' has no value"));
            case Node.Mapping mapping when form == Form.PARTS -> Stream.empty();
            case Node.Sequence list when form == Form.PARTS -> Stream.empty();
            case Node.Mapping mapping -> Stream.of(wrong(mapping));
            case Node.Sequence list ->
                Stream.of(Problem.error(list.place(), "'" + entry.key().text() + "' is one value, found a list"));
        };
    }

    private Optional<Problem> scalar(Node node) {
        if (!(node instanceof Node.Scalar scalar)) {
            return Optional.of(wrong(node));
        }
        String text = scalar.text().strip();
        return form.pattern().isEmpty() || text.matches(form.pattern())
                ? Optional.empty()
                : Optional.of(
                        Problem.error(scalar.place(), "'%s' is %s, found '%s'".formatted(name, form.word(), cut(text)))
                                .hint(advice(text)));
    }

    private String advice(String text) {
        if (text.contains("${")) {
            return "it is fixed when the script is compiled, and cannot hold ${ }";
        }
        if (form == Form.SCHEDULE) {
            return "write " + interval(text);
        }
        return form == Form.SLUG || form == Form.SLUGS
                ? "small letters, digits and '-', for example " + form.example()
                : "for example " + form.example();
    }

    /** How often, as other tools and people say it. */
    private static String interval(String text) {
        Matcher time = TIME.matcher(text);
        String count = time.matches() && time.group(1) != null ? time.group(1) : "1";
        return time.matches() ? "every " + count + time.group(2).toLowerCase(Locale.ROOT) : Form.SCHEDULE.example();
    }

    private static String cut(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }

    private Problem wrong(Node node) {
        if (form.isExpression() && node instanceof Node.Mapping mapping && form != Form.EXPRESSIONS) {
            Optional<String> meant = Comparisons.of(mapping);
            if (meant.isPresent()) {
                return Problem.error(node.place(), "'" + name + "' is a condition, found a mapping")
                        .hint("write " + meant.get());
            }
            return Problem.error(node.place(), "YAML read this expression as a mapping, because it contains ': '")
                    .hint("quote the whole expression");
        }
        String found = switch (node) {
            case Node.Mapping mapping -> "a mapping";
            case Node.Sequence list -> "a list";
            case Node.Scalar scalar -> "one value";
        };
        Problem problem = Problem.error(node.place(), "'%s' is %s, found %s".formatted(name, form.word(), found));
        return form.example().isEmpty() ? problem : problem.hint("for example " + form.example());
    }

    private String example() {
        return form.example().isEmpty() ? "" : "for example " + form.example();
    }
}
