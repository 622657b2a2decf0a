package dev.outrider.fleet;

import dev.outrider.result.Cause;
import dev.outrider.result.Evidence;
import dev.outrider.result.Outcome;
import dev.outrider.result.RunResult;
import dev.outrider.result.StepResult;
import dev.outrider.result.Timings;

/**
 * A {@link RunResult} as JSON: on the wire, in an agent's spool and in a coordinator's store. Names it does not know are
 * passed over, so that a newer agent may say more; words it does not know are {@link Malformed}.
 */
public final class ResultCodec {
    private ResultCodec() {}

    public static byte[] encode(RunResult result) {
        return object(result).bytes();
    }

    /** Throws {@link Malformed}. */
    public static RunResult decode(byte[] json) {
        return result(Fields.of("result", json));
    }

    /** Evidence alone, for a store that keeps it apart. */
    public static byte[] encode(Evidence evidence) {
        return evidence(new Obj(), evidence).bytes();
    }

    /** Throws {@link Malformed}. */
    public static Evidence evidence(byte[] json) {
        return evidence(Fields.of("evidence", json));
    }

    private static Evidence evidence(Fields in) {
        return new Evidence(in.list("exchanges", ResultCodec::exchange), in.listIfAny("views", ResultCodec::view));
    }

    private static Obj evidence(Obj out, Evidence evidence) {
        out.put("exchanges", evidence.exchanges(), ResultCodec::exchange);
        return evidence.views().isEmpty() ? out : out.put("views", evidence.views(), ResultCodec::view);
    }

    static Obj object(RunResult result) {
        Obj out = new Obj()
                .put("key", key(result.key()))
                .put("runId", result.runId())
                .put("version", result.version())
                .put("agent", result.agent())
                .put("epoch", result.epoch())
                .put("attempt", result.attempt())
                .put("startedAt", result.startedAt())
                .put("durationNs", result.duration())
                .put("clockOffsetNs", result.clockOffset())
                .put("eventLoopLagNs", result.eventLoopLag())
                .put("outcome", outcome(result.outcome()))
                .put("cleanupFailed", result.cleanupFailed())
                .put("trace", result.trace())
                .put("steps", result.steps(), ResultCodec::step);
        return evidence(out, result.evidence());
    }

    static RunResult result(Fields in) {
        return new RunResult(
                key(in.object("key")),
                in.text("runId"),
                in.text("version"),
                in.text("agent"),
                in.whole("epoch"),
                in.small("attempt"),
                in.instant("startedAt"),
                in.duration("durationNs"),
                in.duration("clockOffsetNs"),
                in.duration("eventLoopLagNs"),
                outcome(in.object("outcome")),
                in.flag("cleanupFailed"),
                in.text("trace"),
                in.list("steps", ResultCodec::step),
                evidence(in));
    }

    private static Obj key(RunResult.Key key) {
        return new Obj()
                .put("journey", key.journey())
                .put("environment", key.environment())
                .put("region", key.region())
                .put("slot", key.slot())
                .put("cause", key.cause());
    }

    private static RunResult.Key key(Fields in) {
        return new RunResult.Key(
                in.text("journey"),
                in.text("environment"),
                in.text("region"),
                in.instant("slot"),
                in.word("cause", Cause.class));
    }

    private static Obj outcome(Outcome outcome) {
        Obj out = new Obj().put("word", outcome.word());
        return switch (outcome) {
            case Outcome.Passed() -> out;
            case Outcome.Degraded(var reasons, boolean slow) ->
                out.put("reasons", reasons).put("slow", slow);
            case Outcome.Failed(var fault, String detail) ->
                out.put("fault", fault).put("detail", detail);
            case Outcome.Errored(var trouble, String detail) ->
                out.put("trouble", trouble).put("detail", detail);
            case Outcome.Skipped(String reason) -> out.put("reason", reason);
        };
    }

    private static Outcome outcome(Fields in) {
        return switch (in.text("word")) {
            case "pass" -> new Outcome.Passed();
            case "degraded" -> new Outcome.Degraded(in.texts("reasons"), in.flag("slow"));
            case "fail" -> new Outcome.Failed(in.word("fault", Outcome.Fault.class), in.text("detail"));
            case "error" -> new Outcome.Errored(in.word("trouble", Outcome.Trouble.class), in.text("detail"));
            case "skipped" -> new Outcome.Skipped(in.text("reason"));
            case String other -> throw in.wrong("word", "is '" + other + "', which is no outcome");
        };
    }

    private static Obj step(StepResult step) {
        return new Obj()
                .put("name", step.name())
                .put("cleanup", step.cleanup())
                .put("service", step.service())
                .put("line", step.line())
                .put("outcome", outcome(step.outcome()))
                .put("startNs", step.start())
                .put("timings", timings(step.timings()))
                .put("attempts", step.attempts())
                .put("request", step.request())
                .put("status", step.status())
                .put("expectations", step.expectations(), ResultCodec::unmet);
    }

    private static StepResult step(Fields in) {
        return new StepResult(
                in.text("name"),
                in.flag("cleanup"),
                in.optionalText("service"),
                in.small("line"),
                outcome(in.object("outcome")),
                in.duration("startNs"),
                timings(in.object("timings")),
                in.small("attempts"),
                in.optionalText("request"),
                in.optionalSmall("status"),
                in.list("expectations", ResultCodec::unmet));
    }

    private static Obj timings(Timings timings) {
        return new Obj()
                .put("resolveNs", timings.resolve())
                .put("connectNs", timings.connect())
                .put("tlsNs", timings.tls())
                .put("settingsNs", timings.settings())
                .put("sendNs", timings.send())
                .put("waitingNs", timings.waiting())
                .put("downloadNs", timings.download())
                .put("scriptNs", timings.script());
    }

    private static Timings timings(Fields in) {
        return new Timings(
                in.duration("resolveNs"),
                in.duration("connectNs"),
                in.duration("tlsNs"),
                in.duration("settingsNs"),
                in.duration("sendNs"),
                in.duration("waitingNs"),
                in.duration("downloadNs"),
                in.duration("scriptNs"));
    }

    private static Obj unmet(StepResult.Unmet unmet) {
        return new Obj()
                .put("key", unmet.key())
                .put("file", unmet.file())
                .put("line", unmet.line())
                .put("column", unmet.column())
                .put("expression", unmet.expression())
                .put("actual", unmet.actual());
    }

    private static StepResult.Unmet unmet(Fields in) {
        return new StepResult.Unmet(
                in.text("key"),
                in.text("file"),
                in.small("line"),
                in.small("column"),
                in.text("expression"),
                in.text("actual"));
    }

    private static Obj view(Evidence.View view) {
        return new Obj()
                .put("step", view.step())
                .put("attempt", view.attempt())
                .put("url", view.url())
                .put("title", view.title())
                .put("picture", view.picture())
                .put("console", view.console())
                .put("failed", view.failed());
    }

    private static Evidence.View view(Fields in) {
        return new Evidence.View(
                in.small("step"),
                in.small("attempt"),
                in.text("url"),
                in.text("title"),
                in.optionalText("picture"),
                in.texts("console"),
                in.texts("failed"));
    }

    private static Obj exchange(Evidence.Exchange exchange) {
        return new Obj()
                .put("step", exchange.step())
                .put("attempt", exchange.attempt())
                .put("method", exchange.method())
                .put("url", exchange.url())
                .put("requestHeaders", exchange.requestHeaders())
                .put("requestBody", exchange.requestBody())
                .put("address", exchange.address())
                .put("protocol", exchange.protocol())
                .put("status", exchange.status())
                .put("headers", exchange.headers())
                .put("body", exchange.body())
                .put("bodyBytes", exchange.bodyBytes());
    }

    private static Evidence.Exchange exchange(Fields in) {
        return new Evidence.Exchange(
                in.small("step"),
                in.small("attempt"),
                in.text("method"),
                in.text("url"),
                in.textsMap("requestHeaders"),
                in.optionalText("requestBody"),
                in.optionalText("address"),
                in.optionalText("protocol"),
                in.small("status"),
                in.textsMap("headers"),
                in.optionalText("body"),
                in.whole("bodyBytes"));
    }
}
