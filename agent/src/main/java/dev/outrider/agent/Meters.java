package dev.outrider.agent;

import dev.outrider.agent.assignment.Assignments;
import dev.outrider.agent.deliver.Delivery;
import dev.outrider.agent.schedule.Scheduler;
import dev.outrider.agent.spool.Spool;
import dev.outrider.agent.vantage.CorrectedClock;
import dev.outrider.result.Outcome;
import dev.outrider.result.RunResult;
import dev.outrider.run.Runner;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.micrometer.Label;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** The metrics of an agent for Prometheus: those of Vert.x, and our own under {@code outrider_agent_}. */
final class Meters {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    Vertx vertx(VertxOptions options) {
        MicrometerMetricsOptions metrics =
                new MicrometerMetricsOptions().setEnabled(true).setLabels(EnumSet.of(Label.HTTP_CODE, Label.POOL_TYPE));
        return Vertx.builder()
                .with(options.setMetricsOptions(metrics))
                .withMetrics(new MicrometerMetricsFactory(registry))
                .build();
    }

    void run(RunResult result) {
        trouble(result);
        timer("outrider.agent.run.duration", "How long runs took", result).record(result.duration());
        if (result.outcome().countable()) {
            timer("outrider.agent.run.lateness", "How long after their slots runs began", result)
                    .record(Duration.between(result.key().slot(), result.startedAt()));
        }
    }

    /** Ours, by what of ours: that a bot defence keeps us out is another alert than a starved agent. */
    private void trouble(RunResult result) {
        if (result.outcome() instanceof Outcome.Errored(Outcome.Trouble trouble, String detail)) {
            Counter.builder("outrider.agent.run.errors")
                    .description("Runs that say nothing about their target, by what was in the way")
                    .tag("trouble", trouble.name().toLowerCase(Locale.ROOT))
                    .register(registry)
                    .increment();
        }
    }

    void watch(Runner runner, CorrectedClock clock, Scheduler scheduler, Spool spool, Delivery delivery) {
        gauge("runs.running", "Runs under way", "", () -> scheduler.running());
        counter(
                "slots.missed",
                "Slots that passed while this process was paused or starved",
                scheduler,
                Scheduler::missed);
        gauge(
                "event.loop.lag",
                "Longest lag of an event loop in ten seconds",
                "seconds",
                () -> seconds(runner.lag().longestOf(Duration.ofSeconds(10))));
        gauge("clock.offset", "What is added to this machine's clock", "seconds", () -> seconds(clock.correction()));
        gauge(
                "spool.results",
                "Results that wait on disk",
                "",
                () -> spool.stats().entries());
        gauge(
                "spool.size",
                "What the waiting results take on disk",
                "bytes",
                () -> spool.stats().bytes());
        counter(
                "spool.lost",
                "Results that were lost for want of room",
                spool,
                s -> s.stats().lost());
        counter(
                "spool.damaged",
                "Results that were unreadable on disk",
                spool,
                s -> s.stats().damaged());
        counter(
                "spool.stripped",
                "Results that lost their evidence for want of room",
                spool,
                s -> s.stats().stripped());
        counter("results.delivered", "Results that a coordinator has committed", delivery, Delivery::delivered);
        counter("results.refused", "Results that a coordinator will never take", delivery, Delivery::refused);
    }

    void watch(Assignments assignments) {
        counter(
                "scripts.compiled",
                "How often scripts were compiled; far more often than there are journeys, and the heap is too small for them",
                assignments,
                Assignments::compiled);
        gauge(
                "scripts.size",
                "What compiled scripts take of the heap, about; it has a limit, a quarter of the heap",
                "bytes",
                assignments::compiledBytes);
    }

    private Timer timer(String name, String description, RunResult result) {
        return Timer.builder(name)
                .description(description)
                .tag("outcome", result.outcome().word())
                .register(registry);
    }

    private void gauge(String name, String description, String unit, Supplier<Number> value) {
        Gauge.builder("outrider.agent." + name, value)
                .description(description)
                .baseUnit(unit.isEmpty() ? null : unit)
                .register(registry);
    }

    /** The registry does not keep {@code owner} alive. */
    private <T> void counter(String name, String description, T owner, ToDoubleFunction<T> value) {
        FunctionCounter.builder("outrider.agent." + name, owner, value)
                .description(description)
                .register(registry);
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    String scrape() {
        return registry.scrape();
    }
}
