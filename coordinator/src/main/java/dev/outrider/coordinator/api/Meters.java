package dev.outrider.coordinator.api;

import dev.outrider.coordinator.api.Views.JourneyView;
import dev.outrider.coordinator.api.Views.Overview;
import dev.outrider.coordinator.ingest.RunSummary;
import dev.outrider.coordinator.verdict.GlobalState;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.micrometer.Label;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The metrics of this process for Prometheus: those of Vert.x, and our own under {@code outrider_}. */
public final class Meters {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final MultiGauge states = MultiGauge.builder("outrider.journey.state")
            .description("1 for the global state that a journey is in, 0 for the others")
            .register(registry);
    private final MultiGauge agents = MultiGauge.builder("outrider.agents")
            .description("Agents by whether they were heard of lately")
            .register(registry);

    /** A builder of a Vertx that reports here. */
    public VertxBuilder vertx(VertxOptions options) {
        MicrometerMetricsOptions metrics = new MicrometerMetricsOptions()
                .setEnabled(true)
                .setLabels(EnumSet.of(
                        Label.HTTP_METHOD, Label.HTTP_CODE, Label.HTTP_ROUTE, Label.POOL_TYPE, Label.POOL_NAME));
        return Vertx.builder()
                .with(options.setMetricsOptions(metrics))
                .withMetrics(new MicrometerMetricsFactory(registry));
    }

    /** For what other parts measure. */
    public PrometheusMeterRegistry registry() {
        return registry;
    }

    /** Counts a result that was committed. */
    public void ingested(RunSummary run) {
        Tags tags = Tags.of("region", run.key().region(), "outcome", run.outcome());
        Counter.builder("outrider.results.ingested")
                .description("Results committed")
                .tags(tags)
                .register(registry)
                .increment();
        Timer.builder("outrider.run.duration")
                .description("How long the runs took that were committed")
                .tags(tags)
                .register(registry)
                .record(run.elapsed());
    }

    void listeners(Live live) {
        registry.gauge("outrider.stream.listeners", live, Live::listeners);
    }

    /** All metrics, with the states as they are now; {@code accept} chooses between classic text and OpenMetrics. */
    String scrape(Overview overview, @Nullable String accept) {
        states.register(overview.journeys().stream().flatMap(Meters::stateSet).toList(), true);
        List<MultiGauge.Row<?>> rows = new ArrayList<>();
        rows.add(MultiGauge.Row.of(Tags.of("state", "live"), overview.agentsLive()));
        rows.add(MultiGauge.Row.of(Tags.of("state", "silent"), overview.agentsKnown() - overview.agentsLive()));
        agents.register(rows, true);
        return registry.scrape(contentType(accept));
    }

    /** Classic text unless OpenMetrics is asked for. */
    static String contentType(@Nullable String accept) {
        return accept != null && accept.contains("application/openmetrics-text")
                ? "application/openmetrics-text; version=1.0.0; charset=utf-8"
                : "text/plain; version=0.0.4; charset=utf-8";
    }

    private static Stream<MultiGauge.Row<?>> stateSet(JourneyView journey) {
        Tags tags = Tags.of(
                "journey",
                journey.listed().watch().journey(),
                "environment",
                journey.listed().watch().environment(),
                "owner",
                journey.listed().owner());
        return Stream.of(GlobalState.values())
                .map(state -> MultiGauge.Row.of(tags.and("state", state.word()), journey.state() == state ? 1 : 0));
    }
}
