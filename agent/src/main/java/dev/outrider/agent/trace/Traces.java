package dev.outrider.agent.trace;

import dev.outrider.result.Outcome;
import dev.outrider.result.RunResult;
import dev.outrider.result.SpanId;
import dev.outrider.result.StepResult;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Sends each run as a trace: a span for the run, below it one a step, which is the parent of what the target did for it. Some
 * 2,000 spans wait while the collector does not answer; what is beyond is dropped.
 */
public final class Traces implements AutoCloseable {
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private final ChosenIds ids = new ChosenIds();
    private final SdkTracerProvider provider;
    private final Tracer tracer;

    /** Tells who looks, in the words of OpenTelemetry: {@code service.name}, {@code service.instance.id}. */
    public Traces(Collector collector, String agent, String region, String version) {
        var exporter = OtlpHttpSpanExporter.builder()
                .setEndpoint(collector.url().toString())
                .setTimeout(ANSWER);
        collector.headers().forEach(exporter::addHeader);
        this.provider = SdkTracerProvider.builder()
                .setIdGenerator(ids)
                .setResource(Resource.create(Attributes.builder()
                        .put("service.name", "outrider-agent")
                        .put("service.instance.id", agent)
                        .put("service.version", version)
                        .put("outrider.region", region)
                        .build()))
                .addSpanProcessor(BatchSpanProcessor.builder(exporter.build()).build())
                .build();
        this.tracer = provider.get("dev.outrider");
    }

    /** Takes a run that is over; returns at once. One that never began has no trace. */
    public void send(RunResult run) {
        if (run.trace().isEmpty()) {
            return;
        }
        Span root = begin(run.key().journey(), run.trace(), SpanId.ofRun(run.trace()), Context.root(), run.startedAt());
        root.setAllAttributes(RunAttributes.of(run));
        say(root, run.outcome());
        for (int i = 0; i < run.steps().size(); i++) {
            send(run, i, Context.root().with(root));
        }
        root.end(run.startedAt().plus(longest(run)));
    }

    private void send(RunResult run, int index, Context parent) {
        StepResult step = run.steps().get(index);
        if (step.outcome() instanceof Outcome.Skipped) {
            return;
        }
        Instant began = run.startedAt().plus(step.start());
        Span span = begin(step.name(), run.trace(), SpanId.ofStep(run.trace(), index), parent, began);
        span.setAllAttributes(RunAttributes.of(step));
        say(span, step.outcome());
        span.end(began.plus(step.timings().total()));
    }

    private Span begin(String name, String trace, String id, Context parent, Instant at) {
        ids.choose(trace, id);
        return tracer.spanBuilder(name)
                .setParent(parent)
                .setSpanKind(SpanKind.CLIENT)
                .setStartTimestamp(at)
                .startSpan();
    }

    private static void say(Span span, Outcome outcome) {
        span.setAttribute(AttributeKey.stringKey("outrider.outcome"), outcome.word());
        Optional<String> wrong = switch (outcome) {
            case Outcome.Failed(var fault, String detail) -> Optional.of(detail);
            case Outcome.Errored(var trouble, String detail) -> Optional.of(detail);
            case Outcome.Degraded(var reasons, boolean slow) -> Optional.empty();
            case Outcome.Passed passed -> Optional.empty();
            case Outcome.Skipped skipped -> Optional.empty();
        };
        wrong.ifPresent(detail -> span.setStatus(StatusCode.ERROR, detail));
    }

    /** The clean-up is no part of a run's time, but of its trace. */
    private static Duration longest(RunResult run) {
        return run.steps().stream()
                .map(step -> step.start().plus(step.timings().total()))
                .reduce(run.duration(), (a, b) -> a.compareTo(b) > 0 ? a : b);
    }

    /** Sends what waits, for at most two seconds. */
    @Override
    public void close() {
        CompletableResultCode sent = provider.shutdown();
        sent.join(FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
    }
}
