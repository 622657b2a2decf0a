package dev.outrider.script;

import dev.outrider.expr.Expression;
import dev.outrider.expr.Expressions;
import dev.outrider.expr.Scope;
import dev.outrider.expr.Template;
import dev.outrider.expr.Type;
import dev.outrider.expr.View;
import dev.outrider.source.Passage;
import dev.outrider.source.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Compiles the expressions and texts of one script, and judges what they read at the place where they stand. */
final class Phrases {
    private static final Pattern DIGESTED = Pattern.compile("hmac\\.|sha256\\(|totp\\(|jwt\\.|aws\\.");

    private final Wanted environments;
    private final List<String> regions;
    private final Ledger ledger;
    private final Problems problems;
    private final View view;

    /** @param regions those that the journey names */
    Phrases(Wanted environments, List<String> regions, Ledger ledger, Problems problems) {
        this(environments, regions, ledger, problems, View.PLAIN);
    }

    private Phrases(Wanted environments, List<String> regions, Ledger ledger, Problems problems, View view) {
        this.environments = environments;
        this.regions = regions;
        this.ledger = ledger;
        this.problems = problems;
        this.view = view;
    }

    /** The same, with a constant. */
    Phrases with(String name, Object value) {
        return within(view.with(name, value), ledger);
    }

    /** The same, for a part of the script that sees names otherwise. */
    Phrases within(View other, Ledger names) {
        return new Phrases(environments, regions, names, problems, other);
    }

    View view() {
        return view;
    }

    Wanted environments() {
        return environments;
    }

    /** What a text is for. */
    enum Use {
        /** Written to every log on the way: no secrets. */
        URL,
        /** Part of a request. */
        TEXT,
        /** A value that may keep its type. */
        VALUE
    }

    Optional<Expression> condition(Node.Scalar scalar, Scope scope) {
        Optional<Expression> compiled = value(scalar, scope);
        if (compiled.isPresent() && !compiled.get().type().isCondition()) {
            Expression expression = compiled.get();
            problems.accept(Problem.error(
                            expression.place(), "this is " + expression.type().word() + ", not a condition")
                    .hint(Comparisons.instead(firstLine(expression.text()))));
            return Optional.empty();
        }
        return compiled;
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("").strip();
    }

    Optional<Expression> value(Node.Scalar scalar, Scope scope) {
        List<Problem> found = new ArrayList<>();
        Optional<Expression> compiled = Expressions.compile(scalar.passage(), scope, found::add);
        if (compiled.isPresent()) {
            judge(compiled.get());
            Unfilled.quoted(scalar.passage(), problems);
            found.forEach(problems);
        } else {
            CutOff.of(scalar)
                    .ifPresentOrElse(
                            problems, () -> found.forEach(problem -> problems.accept(worded(scalar, problem))));
        }
        return compiled.map(view::of);
    }

    /** A word that is no name may be a text. */
    private static Problem worded(Node.Scalar scalar, Problem problem) {
        String text = scalar.text().strip();
        boolean word = scalar.plain()
                && text.matches("[A-Za-z_]\\w*")
                && problem.message().startsWith("unknown name");
        String quoted = "a text has quotes of its own: \"'" + text + "'\"";
        return word
                ? problem.hint(quoted + problem.hint().map(hint -> "; " + hint).orElse(""))
                : problem;
    }

    /** Whether a value computed by this expression lets a secret be seen. */
    boolean revealsSecret(Expression expression) {
        return expression.readings().stream().anyMatch(ledger::isSecret)
                && !DIGESTED.matcher(expression.text()).find();
    }

    private void judge(Expression expression) {
        for (Expression.Reading reading : expression.readings()) {
            ledger.read(reading.name());
            switch (reading.name()) {
                case "env" ->
                    environments.byPath().forEach((file, environment) -> lacks(reading, file, environment, false));
                case "secrets" ->
                    environments.byPath().forEach((file, environment) -> lacks(reading, file, environment, true));
                default -> {}
            }
        }
    }

    private void lacks(Expression.Reading reading, String file, Environment environment, boolean secret) {
        String field = reading.field().orElse("");
        if (!field.isEmpty() && !has(environment, field, secret)) {
            problems.error(
                    reading.place(),
                    "environment '%s' has no %s'%s'".formatted(environment.name(), secret ? "secret " : "", field),
                    "missing in " + file);
        }
    }

    private boolean has(Environment environment, String field, boolean secret) {
        return contains(environment, field, secret)
                || (!regions.isEmpty()
                        && regions.stream().allMatch(region -> contains(environment.forRegion(region), field, secret)));
    }

    private static boolean contains(Environment environment, String field, boolean secret) {
        return secret
                ? environment.secrets().containsKey(field)
                : environment.vars().containsKey(field);
    }

    /** Text with {@code ${ }} in it; empty when it got an error. */
    Optional<Template> template(Node.Scalar scalar, Scope scope, Use use) {
        Optional<List<TemplateParts.Part>> parts = TemplateParts.of(scalar.passage(), problems);
        if (parts.isEmpty()) {
            return Optional.empty();
        }
        Unfilled.check(scalar.passage(), scope, use == Use.URL, problems);
        List<Template.Part> compiled = new ArrayList<>();
        for (TemplateParts.Part part : parts.get()) {
            switch (part) {
                case TemplateParts.Text(String text) -> compiled.add(new Template.Literal(text));
                case TemplateParts.Code(Passage inner, Passage whole) ->
                    hole(inner, whole, scope, use, parts.get().size() == 1)
                            .ifPresent(expression -> compiled.add(new Template.Hole(expression)));
            }
        }
        return compiled.size() == parts.get().size() ? Optional.of(new Template(compiled)) : Optional.empty();
    }

    private Optional<Expression> hole(Passage inner, Passage whole, Scope scope, Use use, boolean alone) {
        Optional<Expression> compiled = Expressions.compile(inner, scope, problems);
        compiled.ifPresent(this::judge);
        if (compiled.isEmpty()) {
            return compiled;
        }
        Expression expression = compiled.get();
        if (use == Use.URL && revealsSecret(expression)) {
            problems.error(
                    whole.place(),
                    "a secret in a URL is written to every proxy and server log on the way",
                    "send it in a header or the body");
            return Optional.empty();
        }
        if (expression.type().isOptional()) {
            problems.error(
                    expression.place(),
                    "'" + expression.text().strip() + "' may be absent: the step that captures it has an 'if'",
                    "write " + expression.text().strip() + ".orValue('')");
            return Optional.empty();
        }
        if (!(alone && use == Use.VALUE) && !expression.type().isText()) {
            problems.error(
                    expression.place(),
                    expression.type().word() + " cannot be put inside text",
                    expression.type().equals(Type.BYTES)
                            ? "write hex(...) or base64.encode(...)"
                            : "pick one field, or join it");
            return Optional.empty();
        }
        return Optional.of(view.of(expression));
    }
}
