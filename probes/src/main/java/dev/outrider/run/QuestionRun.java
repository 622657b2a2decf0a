package dev.outrider.run;

import dev.outrider.expr.Evaluation;
import dev.outrider.expr.Expression;
import dev.outrider.journey.Step;
import dev.outrider.result.Outcome;
import dev.outrider.result.Outcome.Trouble;
import dev.outrider.result.Timings;
import dev.outrider.run.http.Deadline;
import dev.outrider.run.http.Phases;
import dev.outrider.run.http.Prevented;
import dev.outrider.run.http.Sightings;
import dev.outrider.run.http.Spans;
import dev.outrider.run.net.Found;
import dev.outrider.run.net.Query;
import dev.outrider.run.net.Questions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The attempts of one step that asks something else than HTTP: once, again after a fail, or again until it is true. */
final class QuestionRun {
    private final Step.Other step;
    private final Query query;
    private final Questions questions;
    private final RunNames run;
    private final Deadline end;
    private final Pace pace;
    private final Sightings sightings;
    private final Function<FoundNames, Judge> judge;
    private Phases phases = Phases.NONE;
    private int attempts;
    /** When the attempt that counts began, or the poll that it is part of, in nanoseconds. */
    private long began;

    QuestionRun(
            Step.Other step,
            Query query,
            Questions questions,
            RunNames run,
            Deadline end,
            Pace pace,
            Sightings sightings,
            Function<FoundNames, Judge> judge) {
        this.step = step;
        this.query = query;
        this.questions = questions;
        this.run = run;
        this.end = end;
        this.pace = pace;
        this.sightings = sightings;
        this.judge = judge;
    }

    int attempts() {
        return attempts;
    }

    /** Of the last attempt. */
    Phases phases() {
        return phases;
    }

    Verdict run() throws InterruptedException {
        try {
            return step.poll().isPresent() ? polled(step.poll().get()) : retried();
        } catch (IllegalArgumentException unaskable) {
            return Verdict.of(new Outcome.Errored(Trouble.EXPRESSION, String.valueOf(unaskable.getMessage())));
        } catch (Prevented ours) {
            return Verdict.of(new Outcome.Errored(ours.trouble(), ours.detail()));
        }
    }

    private Verdict retried() throws InterruptedException {
        Verdict verdict = Retries.of(step.retry(), end, pace, () -> {
            began = pace.nanoTime();
            return judged(ask(), Optional.empty(), "");
        });
        return slowOr(verdict);
    }

    private Verdict polled(Step.Poll poll) throws InterruptedException {
        began = pace.nanoTime();
        Deadline patience = new Deadline(began + poll.limit().toNanos(), Spans.text(poll.limit())).orSooner(end);
        while (true) {
            long next = pace.nanoTime() + poll.every().toNanos();
            Found found = ask();
            boolean done = isTrue(poll.until(), found);
            if (done || next - patience.at() >= 0) {
                String waited = patience.limit() + " (" + attempts + " attempts)";
                return slowOr(judged(found, done ? Optional.empty() : Optional.of(poll.until()), waited));
            }
            pace.pass(Duration.ofNanos(Math.max(0, next - pace.nanoTime())));
        }
    }

    private boolean isTrue(Expression until, Found found) {
        return found instanceof Found.Answered answered
                && until.evaluate(names(answered.fields(), Timings.NONE)) instanceof Evaluation.Value(Object value)
                && Boolean.TRUE.equals(value);
    }

    private Found ask() throws InterruptedException {
        attempts++;
        Deadline deadline = Deadline.in(step.timeout()).orSooner(end);
        Found found = questions.ask(query, deadline);
        phases = found.phases();
        if (found instanceof Found.Answered answered) {
            sightings.found(step.action().kind(), answered.fields());
        }
        return found;
    }

    /** The fields of the answer that the step reads. */
    static Set<String> reads(Step.Other step) {
        return step.expressions()
                .flatMap(expression -> expression.readings().stream())
                .filter(reading -> reading.name().equals(step.action().kind()))
                .flatMap(reading -> reading.field().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    private Verdict judged(Found found, Optional<Expression> gaveUp, String patience) {
        return switch (found) {
            case Found.Broken broken -> Verdict.of(new Outcome.Failed(broken.fault(), broken.detail()));
            case Found.Answered answered -> {
                Timings timings = answered.phases().within(pace.nanoTime() - began);
                Verdict verdict = judge.apply(names(answered.fields(), timings)).verdict(gaveUp, patience);
                yield answered.trouble()
                        .map(trouble -> because(trouble, verdict))
                        .orElse(verdict);
            }
        };
    }

    /** "Connection refused" tells more than that the port was expected to be open. */
    private static Verdict because(Found.Broken trouble, Verdict verdict) {
        return verdict.outcome() instanceof Outcome.Failed
                ? new Verdict(new Outcome.Failed(trouble.fault(), trouble.detail()), verdict.unmet())
                : verdict;
    }

    private FoundNames names(Map<String, Object> fields, Timings timings) {
        return FoundNames.of(run, step.action().kind(), fields, timings);
    }

    private Verdict slowOr(Verdict verdict) {
        return Verdicts.slow(verdict, step.slow(), Duration.ofNanos(pace.nanoTime() - began));
    }
}
