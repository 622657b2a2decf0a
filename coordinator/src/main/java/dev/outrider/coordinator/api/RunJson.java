package dev.outrider.coordinator.api;

import dev.outrider.coordinator.api.Views.Listed;
import dev.outrider.coordinator.api.Views.RunDetail;
import dev.outrider.coordinator.ingest.RunSummary;
import dev.outrider.result.Certificate;
import dev.outrider.result.Evidence;
import dev.outrider.result.Evidence.Exchange;
import dev.outrider.result.Evidence.Good;
import dev.outrider.result.Fingerprint;
import dev.outrider.result.Outcome;
import dev.outrider.result.RunResult;
import dev.outrider.result.StepResult;
import dev.outrider.result.StepResult.Unmet;
import dev.outrider.result.Timings;
import dev.outrider.result.TraceLink;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Runs as JSON: one line of a list, or all that is known. */
final class RunJson {
    private RunJson() {}

    static JsonObject summary(RunSummary run) {
        return new JsonObject()
                .put("id", run.runId())
                .put("journey", run.key().journey())
                .put("environment", run.key().environment())
                .put("region", run.key().region())
                .put("agent", run.agent())
                .put("slot", Shapes.time(run.key().slot()))
                .put("cause", run.key().cause().word())
                .put("startedAt", Shapes.time(run.startedAt()))
                .put("elapsedMs", Shapes.ms(run.elapsed()))
                .put("outcome", run.outcome())
                .put("failedStep", run.failedStep().orElse(null))
                .put("fault", run.fault().orElse(null))
                .put("detail", run.detail().orElse(null))
                .put("attempt", run.attempt())
                .put("epoch", run.epoch());
    }

    static JsonObject detail(RunDetail detail, Optional<TraceLink> traces) {
        RunResult run = detail.run();
        Optional<Listed> journey = detail.journey();
        String file = detail.file().orElse(null);
        return summary(RunSummary.of(run))
                .put("journeyId", journey.map(Listed::id).orElse(null))
                .put("title", journey.map(Listed::title).orElse(null))
                .put("owner", journey.map(Listed::owner).orElse(null))
                .put("service", journey.flatMap(Listed::service).orElse(null))
                .put("version", run.version())
                .put("trace", run.trace())
                .put(
                        "traceUrl",
                        traces.filter(link -> !run.trace().isEmpty())
                                .map(link -> link.of(run))
                                .orElse(null))
                .put("clockOffsetMs", Shapes.ms(run.clockOffset()))
                .put("lagMs", Shapes.ms(run.strain().lag()))
                .put("pauseMs", Shapes.ms(run.strain().pause()))
                .put("collectingMs", Shapes.ms(run.strain().collecting()))
                .put("throttledMs", run.strain().throttled().map(Shapes::ms).orElse(null))
                .put("cleanupFailed", run.cleanupFailed())
                .put("previous", neighbour(detail.previous()))
                .put("next", neighbour(detail.next()))
                .put("lastGood", neighbour(detail.lastGood()))
                .put("steps", steps(detail, file))
                .put("good", run.evidence().lastGood().map(RunJson::good).orElse(null))
                .put("exchanges", Shapes.list(run.evidence().exchanges(), RunJson::exchange))
                .put("views", Shapes.list(run.evidence().views(), RunJson::view));
    }

    private static JsonObject view(Evidence.View view) {
        return new JsonObject()
                .put("step", view.step())
                .put("attempt", view.attempt())
                .put("url", view.url())
                .put("title", view.title())
                .put("picture", view.picture().orElse(null))
                .put("console", new JsonArray(view.console()))
                .put("failed", new JsonArray(view.failed()));
    }

    private static @Nullable JsonObject neighbour(Optional<RunSummary> run) {
        return run.map(RunJson::summary).orElse(null);
    }

    private static JsonArray steps(RunDetail detail, @Nullable String file) {
        JsonArray steps = new JsonArray();
        List<StepResult> all = detail.run().steps();
        for (int i = 0; i < all.size(); i++) {
            steps.add(step(all.get(i), file, detail.sources())
                    .put("changes", new JsonArray(detail.changes().getOrDefault(i, List.of()))));
        }
        return steps;
    }

    /** The run that passed before, with what was said in it, as far as that came. */
    private static JsonObject good(Good good) {
        return new JsonObject()
                .put("id", good.runId())
                .put("startedAt", Shapes.time(good.startedAt()))
                .put("exchanges", Shapes.list(good.exchanges(), RunJson::exchange));
    }

    private static JsonObject step(StepResult step, @Nullable String file, Map<String, String> sources) {
        return new JsonObject()
                .put("name", step.name())
                .put("cleanup", step.cleanup())
                .put("service", step.service().orElse(null))
                .put("file", file)
                .put("line", step.line())
                .put("outcome", step.outcome().word())
                .put("reasons", reasons(step.outcome()))
                .put("fault", RunSummary.fault(step.outcome()).orElse(null))
                .put("detail", RunSummary.detail(step.outcome()).orElse(null))
                .put("startMs", Shapes.ms(step.start()))
                .put("timings", timings(step.timings()))
                .put("attempts", step.attempts())
                .put("request", step.request().orElse(null))
                .put("status", step.status().orElse(null))
                .put("unmet", Shapes.list(step.expectations(), unmet -> unmet(unmet, sources)))
                .put("fingerprint", step.fingerprint().map(RunJson::fingerprint).orElse(null));
    }

    private static JsonObject fingerprint(Fingerprint fingerprint) {
        return new JsonObject()
                .put("address", fingerprint.address())
                .put("protocol", fingerprint.protocol())
                .put("serial", fingerprint.serial().orElse(null))
                .put("expires", Shapes.time(fingerprint.expires()))
                .put("type", fingerprint.type())
                .put("shape", fingerprint.shape())
                .put("bytes", fingerprint.bytes());
    }

    private static JsonArray reasons(Outcome outcome) {
        return new JsonArray(outcome instanceof Outcome.Degraded degraded ? degraded.reasons() : List.of());
    }

    private static JsonObject timings(Timings timings) {
        return new JsonObject()
                .put("resolve", Shapes.ms(timings.resolve()))
                .put("connect", Shapes.ms(timings.connect()))
                .put("tls", Shapes.ms(timings.tls()))
                .put("settings", Shapes.ms(timings.settings()))
                .put("send", Shapes.ms(timings.send()))
                .put("wait", Shapes.ms(timings.waiting()))
                .put("download", Shapes.ms(timings.download()))
                .put("script", Shapes.ms(timings.script()))
                .put("total", Shapes.ms(timings.total()));
    }

    private static JsonObject unmet(Unmet unmet, Map<String, String> sources) {
        return new JsonObject()
                .put("key", unmet.key())
                .put("file", unmet.file())
                .put("line", unmet.line())
                .put("column", unmet.column())
                .put("expression", unmet.expression())
                .put("actual", unmet.actual())
                .put("source", sources.get(unmet.file() + ":" + unmet.line()));
    }

    private static JsonObject exchange(Exchange exchange) {
        return new JsonObject()
                .put("step", exchange.step())
                .put("attempt", exchange.attempt())
                .put("method", exchange.method())
                .put("url", exchange.url())
                .put("requestHeaders", headers(exchange.requestHeaders()))
                .put("requestBody", exchange.requestBody().orElse(null))
                .put("address", exchange.address().orElse(null))
                .put("protocol", exchange.protocol().orElse(null))
                .put("startMs", Shapes.ms(exchange.start()))
                .put("timings", timings(exchange.timings()))
                .put(
                        "certificate",
                        exchange.certificate().map(RunJson::certificate).orElse(null))
                .put("status", exchange.status())
                .put("headers", headers(exchange.headers()))
                .put("body", exchange.body().orElse(null))
                .put("bodyBytes", exchange.bodyBytes());
    }

    private static JsonObject certificate(Certificate certificate) {
        return new JsonObject()
                .put("subject", certificate.subject())
                .put("issuer", certificate.issuer())
                .put("serial", certificate.serial())
                .put("notBefore", Shapes.time(certificate.notBefore()))
                .put("notAfter", Shapes.time(certificate.notAfter()));
    }

    /** By name, so that two answers can be compared by eye. */
    private static JsonObject headers(Map<String, List<String>> headers) {
        JsonObject json = new JsonObject();
        new TreeMap<>(headers).forEach((name, values) -> json.put(name, new JsonArray(values)));
        return json;
    }
}
