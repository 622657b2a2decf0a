package dev.outrider.run;

import dev.outrider.expr.Evaluation;
import dev.outrider.expr.Expression;
import dev.outrider.journey.Step;
import dev.outrider.result.Outcome;
import dev.outrider.result.Outcome.Fault;
import dev.outrider.run.http.Deadline;
import dev.outrider.run.http.Phases;
import dev.outrider.run.http.Spans;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The rounds of a step that repeats others: all of them in order, again and again until it is true. */
final class Rounds {
    private final Step.Repeat step;
    private final Deadline end;
    private final Pace pace;
    private final Maker maker;
    private final Set<String> troubles = new LinkedHashSet<>();
    private List<Made> last = List.of();
    private int count;

    Rounds(Step.Repeat step, Deadline end, Pace pace, Maker maker) {
        this.step = step;
        this.end = end;
        this.pace = pace;
        this.maker = maker;
    }

    /** Makes one step of a round, and knows how to judge what came last. */
    interface Maker {
        Made make(Step.Http inside, int round) throws InterruptedException;

        Judge judge(AnswerNames names);

        /** How long the target asked to wait. */
        Optional<Duration> pause(StepRun.Attempt attempt);
    }

    int count() {
        return count;
    }

    /** Of the last round, what was asked last. */
    Optional<Made> asked() {
        return last.reversed().stream().filter(made -> made.run().isPresent()).findFirst();
    }

    /** Of the last round. */
    Phases phases() {
        return last.stream()
                .flatMap(made -> made.run().stream())
                .map(StepRun::phases)
                .reduce(Phases.NONE, Phases::plus);
    }

    Verdict run() throws InterruptedException {
        long began = pace.nanoTime();
        Step.Poll poll = step.poll();
        Deadline patience = new Deadline(began + poll.limit().toNanos(), Spans.text(poll.limit())).orSooner(end);
        Optional<Verdict> verdict = turn(poll, began, patience);
        while (verdict.isEmpty()) {
            verdict = turn(poll, began, patience);
        }
        return verdict.get();
    }

    /** One round and the pause after it. It holds the answer itself, so that nothing holds it while the next ones come. */
    private Optional<Verdict> turn(Step.Poll poll, long began, Deadline patience) throws InterruptedException {
        long next = pace.nanoTime() + poll.every().toNanos();
        Optional<Verdict> broken = round();
        if (broken.filter(each -> each.outcome() instanceof Outcome.Errored).isPresent()) {
            return broken;
        }
        Optional<StepRun.Attempt> answer = asked().flatMap(made -> made.run()).flatMap(StepRun::last);
        Optional<AnswerNames> names = answer.flatMap(StepRun.Attempt::names);
        boolean done = broken.isEmpty() && names.filter(this::isTrue).isPresent();
        Optional<Duration> pause = answer.flatMap(maker::pause);
        long wanted = pause.map(asked -> Math.max(next, pace.nanoTime() + asked.toNanos()))
                .orElse(next);
        if (done || wanted - patience.at() >= 0) {
            return Optional.of(Verdicts.slow(
                    troubled(verdict(broken, names, done, patience)),
                    step.slow(),
                    Duration.ofNanos(pace.nanoTime() - began)));
        }
        pace.pass(Duration.ofNanos(Math.max(0, wanted - pace.nanoTime())));
        return Optional.empty();
    }

    /** Empty when every step of it passed, was degraded, or was not to be made. */
    private Optional<Verdict> round() throws InterruptedException {
        count++;
        List<Made> round = new ArrayList<>();
        last = round;
        for (Step.Http inside : step.steps()) {
            Made made = maker.make(inside, count);
            round.add(made);
            switch (made.verdict().outcome()) {
                case Outcome.Failed(Fault fault, String detail) -> {
                    troubles.add(inside.name() + ": " + detail);
                    return Optional.of(made.verdict());
                }
                case Outcome.Errored errored -> {
                    return Optional.of(made.verdict());
                }
                case Outcome.Passed passed -> {}
                case Outcome.Degraded degraded -> {}
                case Outcome.Skipped skipped -> {}
            }
        }
        return Optional.empty();
    }

    /** Missing fields mean "not yet". */
    private boolean isTrue(AnswerNames names) {
        return step.poll().until().evaluate(names) instanceof Evaluation.Value(Object value)
                && Boolean.TRUE.equals(value);
    }

    private Verdict verdict(Optional<Verdict> broken, Optional<AnswerNames> names, boolean done, Deadline patience) {
        if (broken.isPresent()) {
            // It is the end of patience, and says why nothing came of it.
            troubles.clear();
            return broken.get();
        }
        if (names.isEmpty()) {
            return Verdict.of(new Outcome.Failed(Fault.EXPECTATION, "none of its steps was to be made"));
        }
        Optional<Expression> gaveUp =
                done ? Optional.empty() : Optional.of(step.poll().until());
        String waited = patience.limit() + " (" + count + (count == 1 ? " round)" : " rounds)");
        Verdict verdict = maker.judge(names.get()).verdict(gaveUp, waited);
        for (Made made : last) {
            if (made.verdict().outcome() instanceof Outcome.Degraded(List<String> reasons, boolean slow)) {
                verdict = Verdicts.degraded(verdict, reasons, slow);
            }
        }
        return verdict;
    }

    private Verdict troubled(Verdict verdict) {
        return troubles.isEmpty()
                ? verdict
                : Verdicts.degraded(verdict, List.of("while it was repeated: " + String.join("; ", troubles)), false);
    }
}
