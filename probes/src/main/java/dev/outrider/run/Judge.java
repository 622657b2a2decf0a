package dev.outrider.run;

import dev.outrider.expr.Evaluation;
import dev.outrider.expr.Expression;
import dev.outrider.expr.Values;
import dev.outrider.journey.Step;
import dev.outrider.result.Outcome;
import dev.outrider.result.Outcome.Fault;
import dev.outrider.result.Outcome.Trouble;
import dev.outrider.result.StepResult.Unmet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Judges one answer by what a step expects of it. Judging the target's answer fails is {@code fail}; a limit of ours is
 * {@code error}, whichever came first.
 */
final class Judge {
    /** What an answer gives: an expectation that reads none but the status is about the status. */
    private static final Set<String> OF_ANSWER = Set.of(
            "headers",
            "text",
            "body",
            "json",
            "html",
            "xml",
            "url",
            "location",
            "redirects",
            "cookies",
            "timing",
            "tls");

    private final List<Step.Expectation> expectations;
    private final Optional<Expression> redirect;
    private final List<Step.Capture> captures;
    private final Evidenced names;
    private final RunNames run;
    private final Redaction redaction;
    private final List<Unmet> unmet = new ArrayList<>();
    private final List<String> reasons = new ArrayList<>();
    private boolean captureFailed;
    private @Nullable Outcome error;
    private @Nullable Outcome fail;

    Judge(Step.Http step, AnswerNames names, RunNames run, Redaction redaction) {
        this(step.expectations(), step.redirects().until(), step.captures(), names, run, redaction);
    }

    /** Of the last answer of the steps that were repeated. */
    Judge(Step.Repeat step, AnswerNames names, RunNames run, Redaction redaction) {
        this(step.expectations(), Optional.empty(), step.captures(), names, run, redaction);
    }

    Judge(Step.Other step, FoundNames names, RunNames run, Redaction redaction) {
        this(step.expectations(), Optional.empty(), step.captures(), names, run, redaction);
    }

    Judge(Step.Other step, PageNames names, RunNames run, Redaction redaction) {
        this(step.expectations(), Optional.empty(), step.captures(), names, run, redaction);
    }

    /** Of what is captured between two acts in a browser. */
    Judge(List<Step.Capture> captures, PageNames names, RunNames run, Redaction redaction) {
        this(List.of(), Optional.empty(), captures, names, run, redaction);
    }

    private Judge(
            List<Step.Expectation> expectations,
            Optional<Expression> redirect,
            List<Step.Capture> captures,
            Evidenced names,
            RunNames run,
            Redaction redaction) {
        this.expectations = expectations;
        this.redirect = redirect;
        this.captures = captures;
        this.names = names;
        this.run = run;
        this.redaction = redaction;
    }

    /**
     * The whole verdict; makes the captures too, whatever else is wrong: a clean-up may need them.
     *
     * @param gaveUp the {@code until} of a poll that never became true
     */
    Verdict verdict(Optional<Expression> gaveUp, String patience) {
        expectations.forEach(this::expectation);
        redirect.ifPresent(this::neverRedirected);
        gaveUp.ifPresent(until -> notYet(until, patience));
        boolean served = fail == null && error == null;
        captures.forEach(capture -> capture(capture, served));
        return new Verdict(outcome(), unmet);
    }

    private Outcome outcome() {
        if (error != null) {
            return error;
        }
        if (fail != null) {
            return fail;
        }
        return reasons.isEmpty() ? new Outcome.Passed() : new Outcome.Degraded(reasons, false);
    }

    private void expectation(Step.Expectation expectation) {
        Expression condition = expectation.condition();
        Evaluation evaluation = condition.evaluate(names);
        Optional<String> reason = wrong(evaluation, condition);
        if (reason.isEmpty()) {
            return;
        }
        String actual = reason.get();
        unmet.add(unmet(expectation.required() ? "expect" : "warn", condition, actual));
        String sentence = condition.text() + ": " + actual;
        if (expectation.required()) {
            fail(aboutStatus(condition) ? Fault.STATUS : Fault.EXPECTATION, sentence);
        } else {
            reasons.add(sentence);
        }
    }

    /** A poll's time is over; its expectations, which were judged on the last answer, tell more if they failed. */
    private void notYet(Expression until, String patience) {
        Optional<String> reason = wrong(until.evaluate(names), until);
        if (reason.isEmpty()) {
            return;
        }
        String actual = reason.get();
        unmet.add(unmet("until", until, actual));
        fail(Fault.EXPECTATION, "not within " + patience + ": " + until.text() + ": " + actual);
    }

    private void neverRedirected(Expression until) {
        wrong(until.evaluate(names), until).ifPresent(actual -> {
            unmet.add(unmet("redirects.until", until, actual));
            fail(Fault.REDIRECT, "no redirect came for which this is true: " + until.text() + ": " + actual);
        });
    }

    private void capture(Step.Capture capture, boolean served) {
        Expression value = capture.value();
        Evaluation evaluation = value.evaluate(names);
        // A null where an id was expected is as good as nothing: the next request would be made of it.
        if (evaluation instanceof Evaluation.Value(Object captured) && !captured.equals(Values.NULL)) {
            run.put(capture.name(), captured);
            return;
        }
        if (captureFailed && evaluation instanceof Evaluation.Missing) {
            return; // It needs the one that failed: the target's fault, which is told, not a trouble of ours.
        }
        captureFailed = true;
        Optional<String> reason = wrong(evaluation, value);
        if (served && reason.isPresent()) {
            String actual = reason.get();
            unmet.add(unmet("capture " + capture.name(), value, actual));
            fail(Fault.CAPTURE, "nothing to capture as " + capture.name() + ": " + value.text() + ": " + actual);
        }
    }

    /** What was there instead; empty when it is as it should be, or when it is our trouble, which is kept. */
    private Optional<String> wrong(Evaluation evaluation, Expression expression) {
        return switch (evaluation) {
            case Evaluation.Value(Object value) ->
                Boolean.TRUE.equals(value) ? Optional.empty() : Optional.of(findings(expression));
            case Evaluation.Unfit(String reason) -> {
                if (names.missedRest()) {
                    error(Trouble.LIMIT, expression.text() + ": " + reason);
                    yield Optional.empty();
                }
                yield Optional.of(reason);
            }
            case Evaluation.Missing(String name) -> {
                error(Trouble.EXPRESSION, expression.text() + " needs " + name + ", which was never captured");
                yield Optional.empty();
            }
            case Evaluation.Limit(String reason) -> {
                error(Trouble.LIMIT, expression.text() + " goes beyond a limit: " + reason);
                yield Optional.empty();
            }
        };
    }

    private String findings(Expression expression) {
        String found =
                expression.explain(names).stream().map(redaction::finding).collect(Collectors.joining(", "));
        return found.isEmpty() ? "it was false" : found;
    }

    private static Unmet unmet(String key, Expression expression, String actual) {
        return new Unmet(
                key,
                expression.place().file(),
                expression.place().position().line(),
                expression.place().position().column(),
                expression.text(),
                actual);
    }

    private static boolean aboutStatus(Expression condition) {
        return condition.reads().contains("status")
                && condition.reads().stream().noneMatch(OF_ANSWER::contains);
    }

    private void fail(Fault fault, String detail) {
        if (fail == null) {
            fail = new Outcome.Failed(fault, detail);
        }
    }

    private void error(Trouble trouble, String detail) {
        if (error == null) {
            error = new Outcome.Errored(trouble, detail);
        }
    }
}
