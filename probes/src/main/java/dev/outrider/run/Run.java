package dev.outrider.run;

import static java.time.temporal.ChronoUnit.SECONDS;

import dev.outrider.journey.Journey;
import dev.outrider.journey.Step;
import dev.outrider.result.Evidence;
import dev.outrider.result.Outcome;
import dev.outrider.result.Outcome.Trouble;
import dev.outrider.result.RunResult;
import dev.outrider.result.StepResult;
import dev.outrider.result.Strain;
import dev.outrider.run.http.Customer;
import dev.outrider.run.http.Deadline;
import dev.outrider.run.http.Spans;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run in progress: the main part until something fails, then the clean-up, then what it all comes to. */
final class Run {
    private static final Logger log = LoggerFactory.getLogger(Run.class);

    private final Journey journey;
    private final RunRequest request;
    private final Preparation prepared;
    private final Redaction redaction;
    private final Asking asking;
    private final Questioning questioning;
    private final Keeping keeping;
    private final Steps steps;
    private final Recorder recorder;
    private final Trace trace;
    private final SelfWatch watch;
    private final SelfWatch.Mark mark;
    private final RunSettings settings;
    private final Instant startedAt;
    private final Pace pace;
    private final long began;
    private final Onlooker onlooker;
    private final List<StepResult> main = new ArrayList<>();
    private final List<StepResult> cleanup = new ArrayList<>();
    private boolean stopped;

    Run(
            Journey journey,
            RunRequest request,
            Preparation prepared,
            Customer customer,
            Lookout lookout,
            Runner.Parts parts,
            Onlooker onlooker) {
        this.journey = journey;
        this.request = request;
        this.prepared = prepared;
        this.redaction = new Redaction(
                prepared.masks(),
                new Sensitive(journey.telling().redact()),
                journey.telling().reveal());
        this.watch = parts.watch();
        this.mark = watch.mark();
        this.pace = parts.pace();
        this.began = pace.nanoTime();
        this.recorder = new Recorder(customer.share());
        this.trace = Trace.begin(parts.random(), journey.id());
        this.asking = new Asking(journey, prepared, customer, redaction, recorder, trace, parts, began);
        this.keeping = new Keeping(parts.sessions(), request, prepared.names(), customer, parts.clock());
        Browsing browsing = new Browsing(
                prepared,
                customer,
                lookout,
                redaction,
                recorder,
                parts.pace(),
                began,
                request.evidence().equals(Keep.ALWAYS));
        this.questioning = new Questioning(prepared, customer, redaction, browsing, parts);
        this.steps = new Steps(journey, prepared, asking, questioning, parts, began);
        this.onlooker = onlooker;
        this.settings = parts.settings();
        this.startedAt = parts.clock().instant().plus(request.clockOffset());
    }

    RunResult result() {
        Optional<Outcome> trouble = prepared.trouble();
        if (trouble.isPresent()) {
            journey.steps().forEach(step -> main.add(skipped(step, false, "the run could not begin")));
            return result(trouble.get(), Duration.ZERO);
        }
        mainPart();
        Duration took = Duration.ofNanos(pace.nanoTime() - began);
        cleanUp();
        keeping.handOn();
        return result(outcome(took), took);
    }

    private void mainPart() {
        Deadline end = new Deadline(
                began + journey.limits().timeout().toNanos(),
                "the run's " + Spans.text(journey.limits().timeout()));
        Optional<String> broken = Optional.empty();
        for (Step step : journey.steps()) {
            if (broken.isPresent()) {
                main.add(seen(skipped(step, false, broken.get())));
                continue;
            }
            Optional<Instant> kept = session(step).flatMap(keeping::until);
            main.add(seen(
                    kept.isPresent()
                            ? skipped(
                                    step,
                                    false,
                                    "its session is kept until " + kept.get().truncatedTo(SECONDS))
                            : made(step, false, end)));
            if (isBroken(main.getLast())) {
                broken = Optional.of("'" + step.name() + "' did not pass");
            } else {
                session(step).filter(session -> isLastOf(session)).ifPresent(keeping::began);
            }
        }
    }

    private static Optional<Step.Session> session(Step step) {
        return step instanceof Step.Http http ? http.session() : Optional.empty();
    }

    /** Whether the step that was made last is the last of what begins a session. */
    private boolean isLastOf(Step.Session session) {
        return journey.steps().stream()
                .skip(main.size())
                .noneMatch(step -> session(step).equals(Optional.of(session)));
    }

    /** Tried as a whole once anything was asked: an order may exist although its answer was lost. */
    private void cleanUp() {
        boolean asked = asking.asked() || questioning.asked();
        // One that came after the last step was over: the clean-up still has its time.
        stopped |= Thread.interrupted();
        Deadline end = Deadline.in(
                journey.limits().cleanup(),
                "the clean-up's " + Spans.text(journey.limits().cleanup()));
        for (Step step : journey.cleanup()) {
            cleanup.add(seen(
                    asked
                            ? made(step, true, end)
                            : skipped(step, true, "nothing was asked, so nothing is to be cleaned up")));
        }
    }

    /** A step; an interrupt is the process that wants to end: it stops the part of the run that it meets. */
    private StepResult made(Step step, boolean isCleanup, Deadline end) {
        onlooker.begins(step);
        try {
            int index = main.size() + cleanup.size();
            StepResult result = steps.make(index, step, isCleanup, end);
            while (isRefused(result) && renewed(end)) {
                result = steps.make(index, step, isCleanup, end);
            }
            return result;
        } catch (InterruptedException shutdown) {
            stopped = true;
            return steps.result(
                    step,
                    isCleanup,
                    new Outcome.Errored(Trouble.SHUTDOWN, "this process was told to stop during the step"));
        } catch (RuntimeException mistake) {
            // A run without a result would look like silence, and what was ordered would never be cancelled.
            log.error("the step '{}' of {} ended by a mistake of ours", step.name(), journey.id(), mistake);
            return steps.result(
                    step,
                    isCleanup,
                    new Outcome.Errored(Trouble.DEFECT, "a mistake of Outrider's own, told in its log: " + mistake));
        }
    }

    private StepResult seen(StepResult result) {
        onlooker.found(redaction.step(result));
        return result;
    }

    private static boolean isRefused(StepResult result) {
        return isBroken(result) && result.status().equals(Optional.of(401));
    }

    /** Begins anew a session that an earlier run had begun; its steps then found what they find now. */
    private boolean renewed(Deadline end) throws InterruptedException {
        Optional<Step.Session> session = keeping.doubtful();
        if (session.isEmpty()) {
            return false;
        }
        keeping.drop(session.get());
        for (int i = 0; i < main.size(); i++) {
            Step step = journey.steps().get(i);
            if (session(step).equals(session)) {
                main.set(i, steps.make(i, step, false, end));
                if (isBroken(main.get(i))) {
                    return false;
                }
            }
        }
        keeping.began(session.get());
        return true;
    }

    private StepResult skipped(Step step, boolean isCleanup, String reason) {
        return steps.result(step, isCleanup, new Outcome.Skipped(reason));
    }

    /** The worst step, then how long it took. */
    private Outcome outcome(Duration took) {
        List<String> reasons = new ArrayList<>();
        boolean slow = false;
        for (StepResult step : main) {
            switch (step.outcome()) {
                case Outcome.Failed failed -> {
                    return failed;
                }
                case Outcome.Errored errored -> {
                    return errored;
                }
                case Outcome.Degraded(List<String> found, boolean isSlow) -> {
                    found.forEach(reason -> reasons.add(step.name() + ": " + reason));
                    slow |= isSlow;
                }
                case Outcome.Passed passed -> {}
                case Outcome.Skipped skipped -> {}
            }
        }
        Optional<Duration> limit = journey.limits().slow().filter(most -> took.compareTo(most) > 0);
        limit.ifPresent(
                most -> reasons.add("the run is slow: took " + Spans.text(took) + ", more than " + Spans.text(most)));
        return settled(reasons, slow || limit.isPresent());
    }

    private Outcome settled(List<String> reasons, boolean slow) {
        if (main.stream().allMatch(step -> step.outcome() instanceof Outcome.Skipped)) {
            return new Outcome.Skipped("the condition of no step was true");
        }
        return reasons.isEmpty() ? new Outcome.Passed() : new Outcome.Degraded(reasons, slow);
    }

    private RunResult result(Outcome found, Duration took) {
        Strain strain = watch.since(mark);
        hideRedacted();
        Outcome outcome = redaction.outcome(unlessStarved(found, strain));
        if (stopped) {
            Thread.currentThread().interrupt();
        }
        List<StepResult> all = new ArrayList<>(main);
        all.addAll(cleanup);
        List<StepResult> shown = all.stream().map(redaction::step).toList();
        return new RunResult(
                request.key(),
                request.runId(),
                request.version(),
                request.agent(),
                request.epoch(),
                request.attempt(),
                startedAt,
                took,
                request.clockOffset(),
                strain,
                outcome,
                cleanup.stream().anyMatch(Run::isBroken),
                trace.id(),
                shown,
                wanted(outcome, shown) ? recorder.evidence(redaction) : Evidence.NONE);
    }

    /** What we could not watch closely we must not judge, neither for the target nor against it. */
    private Outcome unlessStarved(Outcome found, Strain strain) {
        if (found instanceof Outcome.Errored) {
            return found;
        }
        return SelfWatch.doubt(strain, settings.starved())
                .map(why -> (Outcome) new Outcome.Errored(Trouble.STARVED, why + "; without that: " + found.word()))
                .orElse(found);
    }

    private void hideRedacted() {
        journey.telling()
                .redact()
                .forEach(name -> prepared.names()
                        .made(name)
                        .ifPresent(value -> prepared.masks().hide(value, Redaction.MASKED)));
    }

    private boolean wanted(Outcome outcome, List<StepResult> steps) {
        return !(outcome instanceof Outcome.Passed)
                || cleanup.stream().anyMatch(Run::isBroken)
                || request.evidence().wanted(steps);
    }

    private static boolean isBroken(StepResult step) {
        return step.outcome() instanceof Outcome.Failed || step.outcome() instanceof Outcome.Errored;
    }
}
