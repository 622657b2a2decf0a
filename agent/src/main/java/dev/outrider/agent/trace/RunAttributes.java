package dev.outrider.agent.trace;

import dev.outrider.result.RunResult;
import dev.outrider.result.StepResult;
import dev.outrider.result.Timings;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.time.Duration;

/** What a span says; the names are OpenTelemetry's semantic conventions where it has one. */
final class RunAttributes {
    private static final double NANOS = 1e6;

    private RunAttributes() {}

    static Attributes of(RunResult run) {
        return Attributes.builder()
                .put("outrider.run.id", run.runId())
                .put("outrider.journey", run.key().journey())
                .put("outrider.environment", run.key().environment())
                .put("outrider.slot", run.key().slot().toString())
                .put("outrider.cause", run.key().cause().word())
                .put("outrider.version", run.version())
                .put("outrider.cleanup.failed", run.cleanupFailed())
                .build();
    }

    /** Phases in ms; they are those of the last attempt, and add up to the span with what is our own. */
    static Attributes of(StepResult step) {
        AttributesBuilder all =
                Attributes.builder().put("outrider.cleanup", step.cleanup()).put("outrider.attempts", step.attempts());
        step.service().ifPresent(service -> all.put("peer.service", service));
        step.status().ifPresent(status -> all.put("http.response.status_code", status));
        step.request().ifPresent(request -> request(all, request));
        Timings timings = step.timings();
        phase(all, "resolve", timings.resolve());
        phase(all, "connect", timings.connect());
        phase(all, "tls", timings.tls());
        phase(all, "settings", timings.settings());
        phase(all, "send", timings.send());
        phase(all, "wait", timings.waiting());
        phase(all, "download", timings.download());
        phase(all, "script", timings.script());
        return all.build();
    }

    /** As a result says it: {@code GET https://shop.example.com/}, or what another kind of step asked. */
    private static void request(AttributesBuilder all, String request) {
        int space = request.indexOf(' ');
        if (space > 0 && request.startsWith("http", space + 1)) {
            all.put("http.request.method", request.substring(0, space)).put("url.full", request.substring(space + 1));
        } else {
            all.put("outrider.request", request);
        }
    }

    private static void phase(AttributesBuilder all, String name, Duration took) {
        if (!took.isZero()) {
            all.put("outrider.phase." + name + "_ms", took.toNanos() / NANOS);
        }
    }
}
