package dev.outrider.run;

import dev.outrider.journey.Journey;
import dev.outrider.journey.Step;
import dev.outrider.result.Fingerprint;
import dev.outrider.result.Outcome;
import dev.outrider.result.StepResult;
import dev.outrider.result.Timings;
import dev.outrider.run.http.Answer;
import dev.outrider.run.http.Deadline;
import dev.outrider.run.http.Handshake;
import dev.outrider.run.http.Phases;
import dev.outrider.run.http.Shapes;
import java.security.cert.X509Certificate;
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
    private final Shapes shapes;
    private final long runBegan;
    private final Set<String> captures;

    Steps(
            Journey journey,
            Preparation prepared,
            Asking asking,
            Questioning questioning,
            Runner.Parts parts,
            long runBegan) {
        this.journey = journey;
        this.prepared = prepared;
        this.asking = asking;
        this.questioning = questioning;
        this.pace = parts.pace();
        this.shapes = parts.shapes();
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
        try {
            return made(index, step, cleanup, end, began);
        } finally {
            asking.letGo();
        }
    }

    private StepResult made(int index, Step step, boolean cleanup, Deadline end, long began)
            throws InterruptedException {
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
                        asked.status(),
                        Optional.empty());
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
        Optional<Answer> answer = made.run()
                .flatMap(StepRun::last)
                .flatMap(StepRun.Attempt::names)
                .map(AnswerNames::answer);
        Optional<String> request = made.call().map(each -> each.method() + " " + each.url());
        return result(
                step,
                cleanup,
                began,
                made.verdict(),
                phases,
                attempts,
                request,
                answer.map(Answer::status),
                answer.map(this::fingerprint));
    }

    private StepResult result(
            Step step,
            boolean cleanup,
            long began,
            Verdict verdict,
            Phases phases,
            int attempts,
            Optional<String> request,
            Optional<Integer> status,
            Optional<Fingerprint> fingerprint) {
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
                verdict.unmet(),
                fingerprint);
    }

    private Fingerprint fingerprint(Answer answer) {
        Optional<X509Certificate> certificate = answer.handshake().map(Handshake::certificate);
        String type = answer.headers().first("content-type").orElse("");
        int end = type.indexOf(';');
        return new Fingerprint(
                answer.address(),
                answer.protocol(),
                certificate.map(each -> each.getSerialNumber().toString(16)),
                certificate.map(each -> each.getNotAfter().toInstant()),
                (end < 0 ? type : type.substring(0, end)).strip(),
                shapes.of(answer),
                answer.bodyBytes());
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
