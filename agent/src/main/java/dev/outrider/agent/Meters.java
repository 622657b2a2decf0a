package dev.outrider.agent;

import dev.outrider.agent.deliver.Delivery;
import dev.outrider.agent.schedule.Scheduler;
import dev.outrider.agent.spool.Spool;
import dev.outrider.agent.vantage.CorrectedClock;
import dev.outrider.result.RunResult;
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
import java.util.EnumSet;

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
        Timer.builder("outrider.agent.run.duration")
                .description("How long runs took")
                .tag("outcome", result.outcome().word())
                .register(registry)
                .record(result.duration());
    }

    void watch(Spool spool, Scheduler scheduler, Delivery delivery, CorrectedClock clock) {
        Gauge.builder("outrider.agent.spool.results", spool, s -> s.stats().entries())
                .description("Results that wait on disk")
                .register(registry);
        FunctionCounter.builder(
                        "outrider.agent.spool.lost",
                        spool,
                        s -> s.stats().lost() + s.stats().damaged())
                .description("Results that were lost for want of room or by damage on disk")
                .register(registry);
        FunctionCounter.builder("outrider.agent.results.delivered", delivery, Delivery::delivered)
                .description("Results that a coordinator has committed")
                .register(registry);
        FunctionCounter.builder("outrider.agent.results.refused", delivery, Delivery::refused)
                .description("Results that a coordinator will never take")
                .register(registry);
        FunctionCounter.builder("outrider.agent.slots.missed", scheduler, Scheduler::missed)
                .description("Slots that passed while this process was paused or starved")
                .register(registry);
        Gauge.builder("outrider.agent.runs.running", scheduler, Scheduler::running)
                .description("Runs under way")
                .register(registry);
        Gauge.builder("outrider.agent.clock.offset", clock, c -> c.correction().toNanos() / 1e9)
                .description("What is added to this machine's clock")
                .baseUnit("seconds")
                .register(registry);
    }

    String scrape() {
        return registry.scrape();
    }
}
