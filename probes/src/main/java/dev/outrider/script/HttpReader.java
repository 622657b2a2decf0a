package dev.outrider.script;

import dev.outrider.expr.Expression;
import dev.outrider.expr.Scope;
import dev.outrider.expr.Template;
import dev.outrider.journey.Body;
import dev.outrider.journey.Part;
import dev.outrider.journey.Request;
import dev.outrider.journey.Signing;
import dev.outrider.journey.Step;
import dev.outrider.script.Phrases.Use;
import dev.outrider.source.Place;
import dev.outrider.source.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads a step that asks by HTTP. */
final class HttpReader {
    static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Setting setting;
    private final Phrases phrases;
    private final BodyReader bodies;
    private final Ledger ledger;
    private final Problems problems;
    private final StepParts parts;

    HttpReader(Setting setting, Scope known) {
        this.setting = setting;
        this.phrases = setting.phrases();
        this.bodies = new BodyReader(phrases, setting.library(), setting.problems());
        this.ledger = setting.ledger();
        this.problems = setting.problems();
        this.parts = new StepParts(setting, known);
    }

    /** With what this step makes. */
    Scope known() {
        return parts.known();
    }

    /** Empty when its URL got an error. */
    Optional<Step> read(Fields fields, String verb) {
        Scope before = ledger.early(parts.known());
        Optional<Expression> condition = parts.condition(fields, before);
        Map<String, Expression> lets = new LinkedHashMap<>();
        Scope request = parts.lets(fields, before, lets);
        Optional<Request> sent = verb.equals("submit") ? submitted(fields, request) : written(fields, verb, request);
        Signing signing = new SignReader(phrases, bodies, problems).read(fields, request);
        Scope answer = Vocabulary.afterRequest(request);
        Optional<Step.Poll> poll = parts.poll(fields, answer);
        List<Step.Expectation> expectations = expectations(fields, verb, answer, poll);
        List<Step.Capture> captures = parts.captures(fields, answer, condition.isPresent());
        Step.Redirects redirects = redirects(fields, answer);
        Optional<Step> step = sent.map(made -> new Step.Http(
                parts.name(fields, verb + " " + fields.text(verb).orElse("")),
                fields.place(),
                fields.text("service"),
                condition,
                Ordered.copy(lets),
                made,
                signing,
                expectations,
                captures,
                fields.duration("timeout").orElse(TIMEOUT),
                fields.duration("slow"),
                fields.count("retry").orElse(0),
                poll,
                redirects,
                Optional.empty()));
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
        Map<String, Place> entered = new LinkedHashMap<>();
        fields.members("with")
                .forEach(field -> entered.put(field.key().text(), field.key().place()));
        Request.Places places = new Request.Places(selector.place(), entered);
        return form.map(css -> new Request.Submitted(css, with, files, headers, places));
    }

    private Step.Redirects redirects(Fields fields, Scope answer) {
        if (fields.node("redirects").orElse(null) instanceof Node.Mapping) {
            Fields more = fields.object("redirects", problems).orElseThrow();
            int max = more.count("max").orElse(Step.Redirects.USUAL);
            if (max == 0) {
                problems.error(more.valuePlace("max"), "with 0 no redirect is followed, so 'until' is never looked at");
            }
            return new Step.Redirects(max, more.scalar("until").flatMap(scalar -> phrases.condition(scalar, answer)));
        }
        return new Step.Redirects(fields.count("redirects").orElse(Step.Redirects.USUAL), Optional.empty());
    }

    private Optional<Template> url(Fields fields, String verb, Scope scope) {
        Node.Scalar scalar = fields.scalar(verb).orElseThrow();
        String text = scalar.text().strip();
        if (text.startsWith("/") && !setting.common().hasBase()) {
            problems.once(Problem.error(scalar.place(), "this path is relative to nothing", "there is no 'base'")
                    .hint("add 'base: %s' to the header, or write whole URLs".formatted(base())));
        } else if (!text.startsWith("/") && !text.startsWith("${") && !text.matches("https?://.*")) {
            Optional<String> meant = Unfilled.meant(text, scope);
            problems.error(
                    scalar.place(),
                    "this is not a URL",
                    meant.map(path -> "write ${" + path + "}").orElse(""),
                    "a URL begins with https:// or http://, a path with /");
            return Optional.empty();
        } else if (text.replaceAll("\\$\\{[^}]*}|\\{\\{[^}]*}}", "").matches("(?s).*\\s.*")) {
            problems.error(scalar.place(), "a URL has no spaces", "write %20, or use 'query'");
        }
        UrlValues.check(scalar, phrases.environments(), List.of("/"), problems);
        return phrases.template(scalar, scope, Use.URL);
    }

    /** The variable of an environment that looks like one. */
    private String base() {
        return phrases.environments().all().stream()
                .flatMap(environment -> environment.vars().entrySet().stream())
                .filter(value -> String.valueOf(value.getValue()).matches("https?://.*"))
                .map(value -> "${env." + value.getKey() + "}")
                .sorted()
                .findFirst()
                .orElse("https://shop.example.com");
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
        return Ordered.copy(ordered);
    }

    /** All conditions; when nobody looks at the status, that it is below 400. */
    private List<Step.Expectation> expectations(Fields fields, String verb, Scope scope, Optional<Step.Poll> poll) {
        List<Step.Expectation> all = new ArrayList<>(parts.expectations(fields, scope));
        boolean looked = all.stream()
                        .filter(Step.Expectation::required)
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
        return all;
    }
}
