package dev.outrider.run;

import dev.outrider.expr.Evaluation;
import dev.outrider.expr.Expression;
import dev.outrider.journey.Step;
import dev.outrider.result.Outcome;
import dev.outrider.result.Outcome.Fault;
import dev.outrider.result.Outcome.Trouble;
import dev.outrider.run.http.Call;
import dev.outrider.run.http.Deadline;
import dev.outrider.run.http.Phases;
import dev.outrider.run.http.Reply;
import dev.outrider.run.http.Spans;
import dev.outrider.run.http.Visit;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The attempts of one step: once, again after a fail, or again until it is true. */
final class StepRun {
    private final Step.Http step;
    private final Call call;
    private final Deadline end;
    private final Pace pace;
    private final Asker asker;
    private final Set<String> troubles = new LinkedHashSet<>();
    private int attempts;
    private Phases phases = Phases.NONE;
    private @Nullable Attempt last;

    /**
     * A step whose request is written.
     *
     * @param end of the part of the run that it belongs to
     */
    StepRun(Step.Http step, Call call, Deadline end, Pace pace, Asker asker) {
        this.step = step;
        this.call = call;
        this.end = end;
        this.pace = pace;
        this.asker = asker;
    }

    /** Makes an attempt of this step, and knows how to judge it. */
    interface Asker {
        Visit visit(Call call, int attempt, Deadline deadline) throws InterruptedException;

        /** What the expressions of the step read; {@code since} is when its clock began. */
        Optional<AnswerNames> names(Visit visit, long since);

        Judge judge(AnswerNames names);

        /** How long the target asked to wait before it is asked again. */
        Optional<Duration> pause(Attempt attempt);
    }

    /**
     * One attempt.
     *
     * @param began of the attempt, or of the whole poll that it is part of, in nanoseconds
     */
    record Attempt(Visit visit, Optional<AnswerNames> names, long began, long ended) {
        Duration took() {
            return Duration.ofNanos(ended - began);
        }
    }

    int attempts() {
        return attempts;
    }

    Optional<Attempt> last() {
        return Optional.ofNullable(last);
    }

    Phases phases() {
        return phases;
    }

    /** Nobody reads what was answered any longer: another answer takes its place. */
    void letGo() {
        last = null;
    }

    Verdict run() throws InterruptedException {
        return step.poll().isPresent()
                ? polled(step.poll().get())
                : slowOr(Retries.of(step.retry(), end, pace, () -> judged(ask(pace.nanoTime()), Optional.empty(), "")));
    }

    private Verdict polled(Step.Poll poll) throws InterruptedException {
        long began = pace.nanoTime();
        Deadline patience = new Deadline(began + poll.limit().toNanos(), Spans.text(poll.limit())).orSooner(end);
        Optional<Verdict> verdict = round(poll, began, patience);
        while (verdict.isEmpty()) {
            verdict = round(poll, began, patience);
        }
        return slowOr(troubled(verdict.get()));
    }

    /** One attempt and the pause after it. It holds the answer itself, so that nothing holds it while the next one comes. */
    private Optional<Verdict> round(Step.Poll poll, long began, Deadline patience) throws InterruptedException {
        long earliest = pace.nanoTime() + poll.every().toNanos();
        Attempt attempt = ask(began);
        Progress progress = progress(attempt, poll.until());
        long next = asker.pause(attempt)
                .map(pause -> pace.nanoTime() + pause.toNanos())
                .filter(wanted -> wanted - earliest > 0)
                .orElse(earliest);
        boolean over = next - patience.at() >= 0;
        if (progress != Progress.NOT_YET || over) {
            Optional<Expression> gaveUp = progress == Progress.DONE ? Optional.empty() : Optional.of(poll.until());
            String waited = patience.limit() + " (" + attempts + " attempts)";
            return Optional.of(judged(attempt, gaveUp, waited));
        }
        pace.pass(Duration.ofNanos(Math.max(0, next - pace.nanoTime())));
        return Optional.empty();
    }

    private enum Progress {
        DONE,
        NOT_YET,
        /** It cannot be known, and would not be the next time. */
        STUCK
    }

    /** Missing fields mean "not yet"; so does what is broken, but that is remembered. */
    private Progress progress(Attempt attempt, Expression until) {
        if (attempt.visit.reply() instanceof Reply.Broken broken) {
            troubles.add(broken.detail());
            return Progress.NOT_YET;
        }
        if (attempt.visit.reply() instanceof Reply.Untold) {
            return Progress.STUCK;
        }
        AnswerNames names = attempt.names.orElseThrow();
        if (Challenge.in(names.answer()).isPresent()) {
            return Progress.STUCK;
        }
        return switch (until.evaluate(names)) {
            case Evaluation.Value(Object value) -> Boolean.TRUE.equals(value) ? Progress.DONE : Progress.NOT_YET;
            case Evaluation.Unfit(String reason) -> {
                if (names.answer().status() >= 500) {
                    troubles.add("the server answered " + names.answer().status());
                }
                yield names.missedRest() ? Progress.STUCK : Progress.NOT_YET;
            }
            case Evaluation.Missing missing -> Progress.STUCK;
            case Evaluation.Limit limit -> Progress.STUCK;
        };
    }

    private Verdict troubled(Verdict verdict) {
        return troubles.isEmpty()
                ? verdict
                : Verdicts.degraded(verdict, List.of("while it was polled: " + String.join("; ", troubles)), false);
    }

    private Attempt ask(long began) throws InterruptedException {
        attempts++;
        Deadline deadline = Deadline.in(step.timeout()).orSooner(end);
        Visit visit = asker.visit(call, attempts, deadline);
        Attempt attempt = new Attempt(visit, asker.names(visit, began), began, pace.nanoTime());
        phases = visit.phases();
        last = attempt;
        return attempt;
    }

    private Verdict judged(Attempt attempt, Optional<Expression> gaveUp, String patience) {
        return switch (attempt.visit.reply()) {
            case Reply.Broken(Fault fault, String detail, Phases phases) ->
                Verdict.of(new Outcome.Failed(fault, detail));
            case Reply.Untold(Trouble trouble, String detail, Phases phases) ->
                Verdict.of(new Outcome.Errored(trouble, detail));
            case Reply.Answered answered ->
                Challenge.in(answered.answer())
                        .map(Verdict::of)
                        .orElseGet(() -> Verdicts.legible(
                                asker.judge(attempt.names.orElseThrow()).verdict(gaveUp, patience), answered.answer()));
        };
    }

    /** Latency counts the attempt that served, for a poll all of it. */
    private Verdict slowOr(Verdict verdict) {
        return last().map(attempt -> Verdicts.slow(verdict, step.slow(), attempt.took()))
                .orElse(verdict);
    }
}
