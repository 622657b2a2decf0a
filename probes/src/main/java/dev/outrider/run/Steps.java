package dev.outrider.run;

import dev.outrider.journey.Journey;
import dev.outrider.journey.Step;
import dev.outrider.result.Outcome;
import dev.outrider.result.StepResult;
import dev.outrider.result.Timings;
import dev.outrider.run.http.Deadline;
import dev.outrider.run.http.Phases;
import dev.outrider.run.http.Reply;
import dev.outrider.run.http.Visit;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes the steps of one run, whatever they do, and says what was found. */
final class Steps {
    private final Journey journey;
    private final Preparation prepared;
    private final Asking asking;
    private final Questioning questioning;
    private final Pace pace;
    private final long runBegan;
    private final Set<String> captures;

    Steps(Journey journey, Preparation prepared, Asking asking, Questioning questioning, Pace pace, long runBegan) {
        this.journey = journey;
        this.prepared = prepared;
        this.asking = asking;
        this.questioning = questioning;
        this.pace = pace;
        this.runBegan = runBegan;
        this.captures = Reads.captures(journey);
    }

    /** A step that was not made. */
    StepResult result(Step step, boolean cleanup, Outcome outcome) {
        return result(step, cleanup, pace.nanoTime(), Made.not(outcome), Phases.NONE, 0);
    }

    StepResult make(int index, Step step, boolean cleanup, Deadline end) throws InterruptedException {
        long began = pace.nanoTime();
        Optional<Outcome> without = cleanup ? neverCaptured(step) : Optional.empty();
        if (without.isPresent()) {
            return result(step, cleanup, without.get());
        }
        return switch (step) {
            case Step.Http http -> {
                Made made = asking.make(index, http, end, 0);
                Phases phases = made.run().map(StepRun::phases).orElse(Phases.NONE);
                int attempts = made.run().map(StepRun::attempts).orElse(0);
                yield result(step, cleanup, began, made, phases, attempts);
            }
            case Step.Repeat repeat -> repeated(index, repeat, cleanup, end);
            case Step.Other other -> {
                Questioning.Asked asked = questioning.make(index, other, end);
                yield result(
                        step,
                        cleanup,
                        began,
                        asked.verdict(),
                        asked.phases(),
                        asked.attempts(),
                        asked.request(),
                        asked.status());
            }
        };
    }

    private StepResult repeated(int index, Step.Repeat step, boolean cleanup, Deadline end)
            throws InterruptedException {
        long began = pace.nanoTime();
        Optional<Outcome> skipped =
                new Composer(prepared.names(), prepared.base().orElse(null)).skipped(step.condition());
        if (skipped.isPresent()) {
            return result(step, cleanup, skipped.get());
        }
        Rounds rounds = new Rounds(step, end, pace, maker(index, step, end));
        Verdict verdict = rounds.run();
        Made last = rounds.asked().orElse(Made.not(verdict.outcome()));
        Made made = new Made(verdict, last.run(), last.call());
        return result(step, cleanup, began, made, rounds.phases(), rounds.count());
    }

    private Rounds.Maker maker(int index, Step.Repeat step, Deadline end) {
        return new Rounds.Maker() {
            @Override
            public Made make(Step.Http inside, int round) throws InterruptedException {
                return asking.make(index, inside, end, round);
            }

            @Override
            public Judge judge(AnswerNames names) {
                return asking.judge(step, names);
            }

            @Override
            public Optional<Duration> pause(StepRun.Attempt attempt) {
                return asking.pause(attempt);
            }
        };
    }

    private StepResult result(Step step, boolean cleanup, long began, Made made, Phases phases, int attempts) {
        Optional<Visit> visit = made.run().flatMap(StepRun::last).map(StepRun.Attempt::visit);
        Optional<String> request = made.call().map(each -> each.method() + " " + each.url());
        return result(step, cleanup, began, made.verdict(), phases, attempts, request, visit.flatMap(Steps::status));
    }

    private StepResult result(
            Step step,
            boolean cleanup,
            long began,
            Verdict verdict,
            Phases phases,
            int attempts,
            Optional<String> request,
            Optional<Integer> status) {
        return new StepResult(
                step.name(),
                cleanup,
                step.service().or(journey::service),
                step.place().position().line(),
                verdict.outcome(),
                Duration.ofNanos(began - runBegan),
                attempts == 0 ? Timings.NONE : phases.within(pace.nanoTime() - began),
                attempts,
                request,
                status,
                verdict.unmet());
    }

    private static Optional<Integer> status(Visit visit) {
        return visit.hops().getLast().reply() instanceof Reply.Answered answered
                ? Optional.of(answered.answer().status())
                : Optional.empty();
    }

    /** A clean-up that needs what never came to be has nothing to clean up. */
    private Optional<Outcome> neverCaptured(Step step) {
        Set<String> own = step.all()
                .flatMap(each -> each.captures().stream())
                .map(Step.Capture::name)
                .collect(Collectors.toSet());
        return step.expressions()
                .flatMap(expression -> expression.reads().stream())
                .filter(name -> captures.contains(name) && !own.contains(name))
                .filter(name -> prepared.names().made(name).isEmpty())
                .findFirst()
                .map(name -> new Outcome.Skipped(name + " was never captured"));
    }
}
