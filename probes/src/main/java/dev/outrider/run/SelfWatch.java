package dev.outrider.run;

import dev.outrider.result.Strain;
import dev.outrider.run.http.Spans;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Watches the watcher: what held this process up while a run was under way. Safe to use from any thread. */
final class SelfWatch implements AutoCloseable {
    private final LagMeter lag;
    private final PauseMeter pauses = new PauseMeter();
    private final Cgroup cgroup;

    SelfWatch(Vertx vertx, Cgroup cgroup) {
        this.lag = new LagMeter(vertx);
        this.cgroup = cgroup;
    }

    /** A moment to look back to. */
    record Mark(long nanos, OptionalLong collected, OptionalLong throttled) {}

    LagMeter lag() {
        return lag;
    }

    Mark mark() {
        return new Mark(System.nanoTime(), pauses.collected(), cgroup.throttled());
    }

    Strain since(Mark mark) {
        return new Strain(
                lag.longestSince(mark.nanos()),
                pauses.longestSince(mark.nanos()),
                more(mark.collected(), pauses.collected(), ChronoUnit.MILLIS).orElse(Duration.ZERO),
                more(mark.throttled(), cgroup.throttled(), ChronoUnit.MICROS));
    }

    private static Optional<Duration> more(OptionalLong before, OptionalLong now, ChronoUnit unit) {
        return before.isPresent() && now.isPresent()
                ? Optional.of(Duration.of(Math.max(0, now.getAsLong() - before.getAsLong()), unit))
                : Optional.empty();
    }

    /** Why nothing can be said about a target after such a strain; empty when it can. */
    static Optional<String> doubt(Strain strain, Duration bound) {
        List<String> why = new ArrayList<>();
        if (isBeyond(strain.pause(), bound)) {
            String collecting = strain.collecting().toMillis() > 0
                    ? " (garbage collection during the run: " + Spans.text(strain.collecting()) + ")"
                    : "";
            why.add("the process stood still for " + Spans.text(strain.pause()) + collecting);
        }
        if (isBeyond(strain.lag(), bound)) {
            why.add("its event loop was late by " + Spans.text(strain.lag()));
        }
        strain.throttled()
                .filter(throttled -> isBeyond(throttled, bound))
                .ifPresent(throttled -> why.add("its cgroup was throttled for " + Spans.text(throttled)));
        return why.isEmpty()
                ? Optional.empty()
                : Optional.of("this agent was held up during the run: %s; beyond %s its times mean nothing"
                        .formatted(String.join(", ", why), Spans.text(bound)));
    }

    private static boolean isBeyond(Duration measured, Duration bound) {
        return measured.compareTo(bound) > 0;
    }

    @Override
    public void close() {
        lag.close();
        pauses.close();
    }
}
