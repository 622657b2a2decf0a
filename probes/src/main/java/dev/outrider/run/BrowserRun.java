package dev.outrider.run;

import dev.outrider.journey.Step;
import dev.outrider.run.http.Deadline;
import dev.outrider.run.http.Phases;
import dev.outrider.run.http.Spans;
import java.time.Duration;
import java.util.Optional;

/** The attempts of one browser step: its acts once, again after a fail, or again until it is true. */
final class BrowserRun {
    private final Step.Other step;
    private final Acting acting;
    private final Deadline end;
    private final Pace pace;
    private int attempts;
    private Phases network = Phases.NONE;
    /** When the attempt that counts began, or the poll that it is part of, in nanoseconds. */
    private long began;

    BrowserRun(Step.Other step, Acting acting, Deadline end, Pace pace) {
        this.step = step;
        this.acting = acting;
        this.end = end;
        this.pace = pace;
    }

    int attempts() {
        return attempts;
    }

    /** Of the last attempt; none where the browser's clock says more than there was. */
    Phases network() {
        return network.total() <= took().toNanos() ? network : Phases.NONE;
    }

    Verdict run() throws InterruptedException {
        Verdict verdict = step.poll().isPresent()
                ? polled(step.poll().get())
                : Retries.of(step.retry(), end, pace, () -> {
                    began = pace.nanoTime();
                    Acting.Acted acted = act();
                    return acted.broken().orElseGet(() -> acted.judged(Optional.empty(), "", took()));
                });
        return Verdicts.slow(verdict, step.slow(), took());
    }

    private Verdict polled(Step.Poll poll) throws InterruptedException {
        began = pace.nanoTime();
        Deadline patience = new Deadline(began + poll.limit().toNanos(), Spans.text(poll.limit())).orSooner(end);
        while (true) {
            long next = pace.nanoTime() + poll.every().toNanos();
            Acting.Acted acted = act();
            boolean done = acted.isTrue(poll.until());
            if (done || next - patience.at() >= 0) {
                String waited = patience.limit() + " (" + attempts + " attempts)";
                return acted.broken()
                        .orElseGet(() ->
                                acted.judged(done ? Optional.empty() : Optional.of(poll.until()), waited, took()));
            }
            pace.pass(Duration.ofNanos(Math.max(0, next - pace.nanoTime())));
        }
    }

    private Acting.Acted act() throws InterruptedException {
        attempts++;
        Acting.Acted acted = acting.act(Deadline.in(step.timeout()).orSooner(end));
        network = acted.network();
        return acted;
    }

    private Duration took() {
        return Duration.ofNanos(pace.nanoTime() - began);
    }
}
