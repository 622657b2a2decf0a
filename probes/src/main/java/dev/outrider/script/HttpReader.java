package dev.outrider.script;

import dev.outrider.expr.Expression;
import dev.outrider.expr.Scope;
import dev.outrider.expr.Template;
import dev.outrider.expr.Type;
import dev.outrider.journey.Body;
import dev.outrider.journey.Part;
import dev.outrider.journey.Request;
import dev.outrider.journey.Signing;
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

/** Reads a step that asks by HTTP. */
final class HttpReader {
    static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int REDIRECTS = 10;

    private final Setting setting;
    private final Phrases phrases;
    private final BodyReader bodies;
    private final Ledger ledger;
    private final Problems problems;
    private Scope known;

    HttpReader(Setting setting, Scope known) {
        this.setting = setting;
        this.phrases = setting.phrases();
        this.bodies = new BodyReader(phrases, setting.library(), setting.problems());
        this.ledger = setting.ledger();
        this.problems = setting.problems();
        this.known = known;
    }

    /** With what this step makes. */
    Scope known() {
        return known;
    }

    /** Empty when its URL got an error. */
    Optional<Step> read(Fields fields, String verb) {
        Scope before = ledger.early(known);
        Optional<Expression> condition = fields.scalar("if").flatMap(scalar -> phrases.condition(scalar, before));
        Map<String, Expression> lets = new LinkedHashMap<>();
        Scope request = lets(fields, before, lets);
        Optional<Request> sent = verb.equals("submit") ? submitted(fields, request) : written(fields, verb, request);
        Signing signing = new SignReader(phrases, bodies, problems).read(fields, request);
        Scope answer = Vocabulary.afterRequest(request);
        Optional<Step.Poll> poll = fields.object("poll", problems).flatMap(each -> poll(each, answer));
        List<Step.Expectation> expectations = expectations(fields, verb, answer, poll);
        List<Step.Capture> captures = captures(fields, answer, condition.isPresent());
        Step.Redirects redirects = redirects(fields, answer);
        Optional<Step> step = sent.map(made -> new Step.Http(
                setting.title()
                        + fields.text("name")
                                .orElseGet(() -> verb + " " + fields.text(verb).orElse(""))
                        + setting.row(),
                fields.place(),
                fields.text("service"),
                condition,
                Collections.unmodifiableMap(lets),
                made,
                signing,
                expectations,
                captures,
                fields.duration("timeout").orElse(TIMEOUT),
                fields.duration("slow"),
                fields.count("retry").orElse(0),
                poll,
                redirects));
        step.ifPresent(made -> new StepRules(fields, problems).check((Step.Http) made));
        return step;
    }

    private Optional<Request> written(Fields fields, String verb, Scope scope) {
        Optional<Template> url = url(fields, verb, scope);
        Map<String, Template> headers = headers(fields, scope);
        Map<String, Template> query = bodies.templates(fields, "query", scope, Use.URL);
        Body body = bodies.read(fields, scope);
        return url.map(to -> new Request.Written(verb, to, headers, query, body));
    }

    private Optional<Request> submitted(Fields fields, Scope scope) {
        Node.Scalar selector = fields.scalar("submit").orElseThrow();
        FormRules.check(selector, problems);
        Optional<Template> form = phrases.template(selector, scope, Use.TEXT);
        Map<String, Template> with = bodies.templates(fields, "with", scope, Use.VALUE);
        Map<String, Template> headers = headers(fields, scope);
        Map<String, Part.Attachment> files = bodies.files(fields, scope);
        return form.map(css -> new Request.Submitted(css, with, files, headers));
    }

    private Step.Redirects redirects(Fields fields, Scope answer) {
        if (fields.node("redirects").orElse(null) instanceof Node.Mapping) {
            Fields more = fields.object("redirects", problems).orElseThrow();
            int max = more.count("max").orElse(REDIRECTS);
            if (max == 0) {
                problems.error(more.valuePlace("max"), "with 0 no redirect is followed, so 'until' is never looked at");
            }
            return new Step.Redirects(max, more.scalar("until").flatMap(scalar -> phrases.condition(scalar, answer)));
        }
        return new Step.Redirects(fields.count("redirects").orElse(REDIRECTS), Optional.empty());
    }

    private Scope lets(Fields fields, Scope before, Map<String, Expression> lets) {
        Scope scope = before;
        for (Node.Entry entry : fields.members("let")) {
            Optional<Expression> value = phrases.value((Node.Scalar) entry.value(), scope);
            value.ifPresent(expression -> lets.put(setting.runtime(entry.key().text()), expression));
            scope = made(entry.key(), value, false, scope);
            // A value of a step stays for the steps after it.
            known = scope.type(entry.key().text())
                    .map(type -> known.with(entry.key().text(), type))
                    .orElse(known);
        }
        return scope;
    }

    /** The scope with a name that was just made; a name of the language cannot be made. */
    private Scope made(Node.Scalar key, Optional<Expression> value, boolean optional, Scope scope) {
        if (!MadeName.isFree(key, problems)) {
            return scope;
        }
        String name = key.text();
        value.filter(phrases::revealsSecret).ifPresent(expression -> ledger.taint(name));
        Type type = value.map(Expression::type).orElse(Type.DYN);
        return scope.with(name, optional ? type.optional() : type);
    }

    private Optional<Template> url(Fields fields, String verb, Scope scope) {
        Node.Scalar scalar = fields.scalar(verb).orElseThrow();
        String text = scalar.text().strip();
        if (text.startsWith("/") && !setting.common().hasBase()) {
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
        setting.common().headers().forEach((name, value) -> {
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
        if (fields.object("graphql", new Problems())
                .filter(graphql -> !graphql.isTrue("allowErrors"))
                .isPresent()) {
            all.addFirst(new Step.Expectation(Implied.noErrors(fields.place("graphql")), true));
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
            value.ifPresent(expression ->
                    captures.add(new Step.Capture(setting.runtime(entry.key().text()), expression, place)));
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
