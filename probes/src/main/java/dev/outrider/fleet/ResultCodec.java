package dev.outrider.fleet;

import dev.outrider.result.Cause;
import dev.outrider.result.Evidence;
import dev.outrider.result.Fingerprint;
import dev.outrider.result.Outcome;
import dev.outrider.result.RunResult;
import dev.outrider.result.StepResult;
import dev.outrider.result.Strain;
import java.time.Duration;

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
        return EvidenceCodec.evidence(new Obj(), evidence).bytes();
    }

    /** Throws {@link Malformed}. */
    public static Evidence evidence(byte[] json) {
        return EvidenceCodec.evidence(Fields.of("evidence", json));
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
                .put("eventLoopLagNs", result.strain().lag())
                .put("pauseNs", result.strain().pause())
                .put("collectingNs", result.strain().collecting())
                .put("throttledNs", result.strain().throttled())
                .put("outcome", outcome(result.outcome()))
                .put("cleanupFailed", result.cleanupFailed())
                .put("trace", result.trace())
                .put("steps", result.steps(), ResultCodec::step);
        return EvidenceCodec.evidence(out, result.evidence());
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
                strain(in),
                outcome(in.object("outcome")),
                in.flag("cleanupFailed"),
                in.text("trace"),
                in.list("steps", ResultCodec::step),
                EvidenceCodec.evidence(in));
    }

    /** Of an agent of an earlier version, only the lag. */
    private static Strain strain(Fields in) {
        return new Strain(
                in.duration("eventLoopLagNs"),
                in.optionalDuration("pauseNs").orElse(Duration.ZERO),
                in.optionalDuration("collectingNs").orElse(Duration.ZERO),
                in.optionalDuration("throttledNs"));
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
                .put("timings", EvidenceCodec.timings(step.timings()))
                .put("attempts", step.attempts())
                .put("request", step.request())
                .put("status", step.status())
                .put("expectations", step.expectations(), ResultCodec::unmet)
                .put("fingerprint", step.fingerprint(), ResultCodec::fingerprint);
    }

    private static StepResult step(Fields in) {
        return new StepResult(
                in.text("name"),
                in.flag("cleanup"),
                in.optionalText("service"),
                in.small("line"),
                outcome(in.object("outcome")),
                in.duration("startNs"),
                EvidenceCodec.timings(in.object("timings")),
                in.small("attempts"),
                in.optionalText("request"),
                in.optionalSmall("status"),
                in.list("expectations", ResultCodec::unmet),
                in.optionalObject("fingerprint").map(ResultCodec::fingerprint));
    }

    private static Obj fingerprint(Fingerprint fingerprint) {
        return new Obj()
                .put("address", fingerprint.address())
                .put("protocol", fingerprint.protocol())
                .put("serial", fingerprint.serial())
                .put("expires", fingerprint.expires())
                .put("type", fingerprint.type())
                .put("shape", fingerprint.shape())
                .put("bytes", fingerprint.bytes());
    }

    private static Fingerprint fingerprint(Fields in) {
        return new Fingerprint(
                in.text("address"),
                in.text("protocol"),
                in.optionalText("serial"),
                in.optionalInstant("expires"),
                in.text("type"),
                in.text("shape"),
                in.whole("bytes"));
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
}
