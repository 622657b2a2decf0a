package dev.outrider.script;

import dev.outrider.expr.Expression;
import dev.outrider.expr.Scope;
import dev.outrider.expr.Type;
import dev.outrider.journey.Step;
import dev.outrider.source.Place;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads what steps of all kinds share: values before they act, and what is expected and taken of what came. */
final class StepParts {
    private final Setting setting;
    private final Phrases phrases;
    private final Ledger ledger;
    private final Problems problems;
    private Scope known;

    StepParts(Setting setting, Scope known) {
        this.setting = setting;
        this.phrases = setting.phrases();
        this.ledger = setting.ledger();
        this.problems = setting.problems();
        this.known = known;
    }

    /** With what the step makes. */
    Scope known() {
        return known;
    }

    /** As everybody sees it; what it does stands for a name that is missing. */
    String name(Fields fields, String otherwise) {
        return setting.title() + fields.text("name").orElse(otherwise) + setting.row();
    }

    Optional<Expression> condition(Fields fields, Scope before) {
        return fields.scalar("if").flatMap(scalar -> phrases.condition(scalar, before));
    }

    /** Fills {@code lets}; what the action can read. */
    Scope lets(Fields fields, Scope before, Map<String, Expression> lets) {
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

    Optional<Step.Poll> poll(Fields step, Scope scope) {
        return step.object("poll", problems).flatMap(poll -> read(poll, scope));
    }

    private Optional<Step.Poll> read(Fields fields, Scope scope) {
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

    /** What is said of what came: {@code expect}, then {@code warn}. */
    List<Step.Expectation> expectations(Fields fields, Scope scope) {
        return Stream.concat(
                        conditions(fields, "expect", scope).stream()
                                .map(condition -> new Step.Expectation(condition, true)),
                        conditions(fields, "warn", scope).stream()
                                .map(condition -> new Step.Expectation(condition, false)))
                .toList();
    }

    private List<Expression> conditions(Fields fields, String key, Scope scope) {
        return fields.scalars(key).stream()
                .flatMap(scalar -> phrases.condition(scalar, scope).stream())
                .toList();
    }

    List<Step.Capture> captures(Fields fields, Scope answer, boolean conditional) {
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
            scope = value.isPresent() && !Reserved.TAKEN.contains(entry.key().text())
                    ? scope.with(entry.key().text(), value.get().type())
                    : scope;
        }
        return captures;
    }
}
