package dev.outrider.script;

import dev.outrider.expr.Expression;
import dev.outrider.expr.Scope;
import dev.outrider.expr.Template;
import dev.outrider.expr.Type;
import dev.outrider.journey.Step;
import dev.outrider.script.Phrases.Use;
import dev.outrider.source.Place;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads the steps of a script in order; each sees what those above it captured. */
final class StepReader {
    static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int REDIRECTS = 10;

    private final Phrases phrases;
    private final BodyReader bodies;
    private final Ledger ledger;
    private final Problems problems;
    private final Common common;
    private Scope known;

    /**
     * What the header says for all steps.
     *
     * @param headers sent with every request
     * @param hasBase whether a path has something to be relative to
     */
    record Common(Map<String, Template> headers, boolean hasBase) {}

    StepReader(Phrases phrases, Ledger ledger, Problems problems, Common common, Scope known) {
        this.phrases = phrases;
        this.bodies = new BodyReader(phrases, problems);
        this.ledger = ledger;
        this.problems = problems;
        this.common = common;
        this.known = known;
    }

    /** A step; empty when it got an error, and then its captures count as known all the same. */
    Optional<Step> read(Node node) {
        int before = problems.errors();
        Fields fields = Fields.of(node, Lang.shape("step"), FileKind.place(node), problems);
        Optional<String> verb = verb(fields, node);
        Optional<Step> step = fields.isSound() && verb.isPresent() ? read(fields, verb.get()) : Optional.empty();
        fields.members("capture").forEach(capture -> {
            if (known.type(capture.key().text()).isEmpty()
                    && !Vocabulary.TAKEN.contains(capture.key().text())) {
                known = known.with(capture.key().text(), Type.DYN);
            }
        });
        return step.filter(made -> problems.errors() == before);
    }

    private Optional<String> verb(Fields fields, Node node) {
        List<String> actions = node instanceof Node.Mapping mapping
                ? mapping.entries().stream()
                        .map(entry -> entry.key().text())
                        .filter(Lang.ACTIONS::contains)
                        .distinct()
                        .toList()
                : List.of();
        if (actions.size() > 1) {
            problems.error(
                    fields.place(actions.get(1)),
                    "a step does one thing; '%s' and '%s' are two".formatted(actions.get(0), actions.get(1)),
                    "move this to its own step");
            return Optional.empty();
        }
        if (actions.isEmpty() && fields.isSound()) {
            problems.error(fields.place(), "this step does nothing", "add one of " + String.join(", ", Lang.ACTIONS));
        }
        return actions.stream().filter(Lang.VERBS::contains).filter(fields::has).findFirst();
    }

    private Optional<Step> read(Fields fields, String verb) {
        Scope before = ledger.early(known);
        Optional<Expression> condition = fields.scalar("if").flatMap(scalar -> phrases.condition(scalar, before));
        Map<String, Expression> lets = new LinkedHashMap<>();
        Scope request = lets(fields, before, lets);
        Optional<Template> url = url(fields, verb, request);
        Step.Request sent = new Step.Request(
                verb,
                url.orElseGet(() -> Template.of("")),
                headers(fields, request),
                bodies.templates(fields, "query", request, Use.URL),
                bodies.read(fields, request));
        Scope answer = Vocabulary.afterRequest(request);
        Optional<Step.Poll> poll = fields.object("poll", problems).flatMap(each -> poll(each, answer));
        List<Step.Expectation> expectations = expectations(fields, verb, answer, poll);
        List<Step.Capture> captures = captures(fields, answer, condition.isPresent());
        Step.Http step = new Step.Http(
                fields.text("name")
                        .orElseGet(() -> verb + " " + fields.text(verb).orElse("")),
                fields.place(),
                fields.text("service"),
                condition,
                Collections.unmodifiableMap(lets),
                sent,
                expectations,
                captures,
                fields.duration("timeout").orElse(TIMEOUT),
                fields.duration("slow"),
                fields.count("retry").orElse(0),
                poll,
                fields.count("redirects").orElse(REDIRECTS));
        new StepRules(fields, problems).check(step);
        return url.map(compiled -> step);
    }

    private Scope lets(Fields fields, Scope before, Map<String, Expression> lets) {
        Scope scope = before;
        for (Node.Entry entry : fields.members("let")) {
            Optional<Expression> value = phrases.value((Node.Scalar) entry.value(), scope);
            value.ifPresent(expression -> lets.put(entry.key().text(), expression));
            scope = made(entry.key(), value, false, scope);
        }
        // A value of a step stays for the steps after it.
        for (String name : lets.keySet()) {
            known = known.with(name, lets.get(name).type());
        }
        return scope;
    }

    /** The scope with a name that was just made; a name of the language cannot be made. */
    private Scope made(Node.Scalar key, Optional<Expression> value, boolean optional, Scope scope) {
        String name = key.text();
        if (Vocabulary.TAKEN.contains(name)) {
            problems.error(key.place(), "'" + name + "' already means something here", "choose another name");
            return scope;
        }
        if (!name.matches("[A-Za-z_][A-Za-z0-9_]{0,63}")) {
            problems.error(key.place(), "a name is made of letters, digits and '_'");
            return scope;
        }
        value.filter(phrases::revealsSecret).ifPresent(expression -> ledger.taint(name));
        Type type = value.map(Expression::type).orElse(Type.DYN);
        return scope.with(name, optional ? type.optional() : type);
    }

    private Optional<Template> url(Fields fields, String verb, Scope scope) {
        Node.Scalar scalar = fields.scalar(verb).orElseThrow();
        String text = scalar.text().strip();
        if (text.startsWith("/") && !common.hasBase()) {
            problems.error(
                    scalar.place(),
                    "this path is relative to nothing",
                    "write a whole URL",
                    "or add 'base: ${env.shop}' to the header");
        } else if (!text.startsWith("/") && !text.startsWith("${") && !text.matches("https?://.*")) {
            problems.error(
                    scalar.place(), "this is not a URL", "", "a URL begins with https:// or http://, a path with /");
        } else if (text.replaceAll("\\$\\{[^}]*}", "").matches("(?s).*\\s.*")) {
            problems.error(scalar.place(), "a URL has no spaces", "write %20, or use 'query'");
        }
        return phrases.template(scalar, scope, Use.URL);
    }

    private Map<String, Template> headers(Fields fields, Scope scope) {
        Map<String, Template> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        Map<String, Template> own = bodies.templates(fields, "headers", scope, Use.TEXT);
        HeaderRules.check(fields, problems);
        Map<String, Template> ordered = new LinkedHashMap<>();
        headers.putAll(own);
        common.headers().forEach((name, value) -> {
            if (!headers.containsKey(name)) {
                ordered.put(name, value);
            }
        });
        ordered.putAll(own);
        return Collections.unmodifiableMap(ordered);
    }

    private Optional<Step.Poll> poll(Fields fields, Scope scope) {
        if (!fields.isSound()) {
            return Optional.empty();
        }
        Duration every = fields.duration("every").orElseThrow();
        Duration limit = fields.duration("for").orElseThrow();
        if (every.compareTo(limit) >= 0) {
            problems.error(fields.valuePlace("every"), "'every' is not shorter than 'for', so it would ask only once");
        }
        return fields.scalar("until")
                .flatMap(scalar -> phrases.condition(scalar, scope))
                .map(until -> new Step.Poll(until, every, limit));
    }

    /** All conditions; when nobody looks at the status, that it is below 400. */
    private List<Step.Expectation> expectations(Fields fields, String verb, Scope scope, Optional<Step.Poll> poll) {
        List<Step.Expectation> all = new ArrayList<>();
        conditions(fields, "expect", scope).forEach(condition -> all.add(new Step.Expectation(condition, true)));
        boolean looked = all.stream()
                        .anyMatch(expectation -> expectation.condition().reads().contains("status"))
                || poll.stream().anyMatch(each -> each.until().reads().contains("status"));
        if (!looked) {
            all.addFirst(new Step.Expectation(Implied.success(fields.place(verb)), true));
        }
        conditions(fields, "warn", scope).forEach(condition -> all.add(new Step.Expectation(condition, false)));
        return all;
    }

    private List<Expression> conditions(Fields fields, String key, Scope scope) {
        return fields.scalars(key).stream()
                .flatMap(scalar -> phrases.condition(scalar, scope).stream())
                .toList();
    }

    private List<Step.Capture> captures(Fields fields, Scope answer, boolean conditional) {
        List<Step.Capture> captures = new ArrayList<>();
        Scope scope = answer;
        for (Node.Entry entry : fields.members("capture")) {
            Place place = entry.key().place();
            Optional<Expression> value = phrases.value((Node.Scalar) entry.value(), scope);
            value.ifPresent(
                    expression -> captures.add(new Step.Capture(entry.key().text(), expression, place)));
            boolean certain = known.type(entry.key().text())
                    .filter(type -> !type.isOptional())
                    .isPresent();
            known = made(entry.key(), value, conditional && !certain, known);
            scope = value.isPresent() && !Vocabulary.TAKEN.contains(entry.key().text())
                    ? scope.with(entry.key().text(), value.get().type())
                    : scope;
        }
        return captures;
    }
}
