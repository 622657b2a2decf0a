package dev.outrider.script;

import dev.outrider.expr.Scope;
import dev.outrider.expr.Template;
import dev.outrider.journey.Body;
import dev.outrider.journey.Part;
import dev.outrider.script.Phrases.Use;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads what a request sends: its texts by name, and its body. */
final class BodyReader {
    /** Keys of what a customer enters. */
    private static final Set<String> ENTERED = Set.of("form", "with");

    private static final List<String> BODIES = List.of("json", "form", "body", "graphql", "multipart");

    private final Phrases phrases;
    private final PartReader parts;
    private final Problems problems;

    BodyReader(Phrases phrases, Library library, Problems problems) {
        this.phrases = phrases;
        this.parts = new PartReader(phrases, library, problems);
        this.problems = problems;
    }

    /** A body, or none; two are an error. */
    Body read(Fields step, Scope scope) {
        List<String> written = BODIES.stream().filter(step::has).toList();
        if (written.size() > 1) {
            problems.error(
                    step.place(written.getLast()),
                    "a request has one body; '%s' and '%s' are two".formatted(written.getFirst(), written.getLast()));
            return new Body.None();
        }
        Optional<Body> json =
                step.node("json").flatMap(node -> tree(node, scope)).map(Body.Json::new);
        Optional<Body> form = step.node("form").map(node -> new Body.Form(templates(step, "form", scope, Use.TEXT)));
        Optional<Body> text = step.scalar("body")
                .flatMap(scalar -> phrases.template(scalar, scope, Use.TEXT))
                .map(Body.Text::new);
        Optional<Body> graphql =
                step.object("graphql", problems).filter(Fields::isSound).map(fields -> graphql(fields, scope));
        Optional<Body> multipart =
                step.node("multipart").map(node -> new Body.Multipart(parts.parts(step, "multipart", scope)));
        return json.or(() -> form)
                .or(() -> text)
                .or(() -> graphql)
                .or(() -> multipart)
                .orElseGet(Body.None::new);
    }

    /** What is uploaded with a form, by field. */
    Map<String, Part.Attachment> files(Fields step, Scope scope) {
        return parts.files(step, "with", scope);
    }

    /** GraphQL over HTTP is JSON with these members. */
    private Body graphql(Fields fields, Scope scope) {
        Map<String, Body.Tree> members = new LinkedHashMap<>();
        document(fields, scope).ifPresent(query -> members.put("query", new Body.Tree.Leaf(query)));
        fields.scalar("operation")
                .flatMap(name -> phrases.template(name, scope, Use.TEXT))
                .ifPresent(name -> members.put("operationName", new Body.Tree.Leaf(name)));
        for (String member : List.of("variables", "extensions")) {
            fields.node(member).flatMap(node -> tree(node, scope)).ifPresent(value -> members.put(member, value));
        }
        return new Body.Json(new Body.Tree.Obj(Collections.unmodifiableMap(members)));
    }

    /** Written here, with its values; in a file it stands as it is, and has its values from {@code variables}. */
    private Optional<Template> document(Fields fields, Scope scope) {
        return fields.node("query").orElseThrow() instanceof Node.Scalar query
                ? phrases.template(query, scope, Use.TEXT)
                : fields.object("query", problems)
                        .filter(Fields::isSound)
                        .flatMap(file -> parts.content(file.scalar("file").orElseThrow()))
                        .map(Template::of);
    }

    /** Names with texts, in the author's order. */
    Map<String, Template> templates(Fields fields, String key, Scope scope, Use use) {
        Map<String, Template> texts = new LinkedHashMap<>();
        for (Node.Entry entry : fields.members(key)) {
            if (entry.value() instanceof Node.Scalar scalar) {
                Unfilled.bare(scalar, scope, problems);
                if (ENTERED.contains(key)) {
                    Exposed.check(entry.key(), scalar, problems);
                }
                phrases.template(scalar, scope, use)
                        .ifPresent(template -> texts.put(entry.key().text(), template));
            }
        }
        return Ordered.copy(texts);
    }

    private Optional<Body.Tree> tree(Node node, Scope scope) {
        return switch (node) {
            case Node.Mapping mapping -> members(mapping, scope);
            case Node.Sequence list -> items(list, scope);
            case Node.Scalar scalar
            when scalar.text().contains("${") ->
                phrases.template(scalar, scope, Use.VALUE).map(Body.Tree.Leaf::new);
            case Node.Scalar scalar -> {
                Unfilled.check(scalar.passage(), scope, false, problems);
                yield Optional.of(constant(scalar));
            }
        };
    }

    private static Body.Tree constant(Node.Scalar scalar) {
        Object value = Scalars.value(scalar);
        return value instanceof String text ? new Body.Tree.Leaf(Template.of(text)) : new Body.Tree.Constant(value);
    }

    private Optional<Body.Tree> members(Node.Mapping mapping, Scope scope) {
        Map<String, Body.Tree> members = new LinkedHashMap<>();
        for (Node.Entry entry : mapping.entries()) {
            if (members.containsKey(entry.key().text())) {
                problems.error(entry.key().place(), "'" + entry.key().text() + "' is written twice");
            }
            if (entry.value() instanceof Node.Scalar value
                    && !Unfilled.isLabel(entry.key().text())) {
                Unfilled.bare(value, scope, problems);
            }
            if (entry.value() instanceof Node.Scalar value) {
                Exposed.check(entry.key(), value, problems);
            }
            tree(entry.value(), scope)
                    .ifPresent(value -> members.put(entry.key().text(), value));
        }
        return members.size() == mapping.entries().size()
                ? Optional.of(new Body.Tree.Obj(Collections.unmodifiableMap(members)))
                : Optional.empty();
    }

    private Optional<Body.Tree> items(Node.Sequence list, Scope scope) {
        List<Body.Tree> items = new ArrayList<>();
        list.items().forEach(item -> tree(item, scope).ifPresent(items::add));
        return items.size() == list.items().size() ? Optional.of(new Body.Tree.Arr(items)) : Optional.empty();
    }
}
