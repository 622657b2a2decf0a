package dev.outrider.result;

import java.util.List;

/** What a run or a step found. */
public sealed interface Outcome {
    /** Right, and in time. */
    record Passed() implements Outcome {}

    /** Right for the customer, but a {@code warn} or {@code slow} limit was broken. */
    record Degraded(List<String> reasons, boolean slow) implements Outcome {
        public Degraded {
            reasons = List.copyOf(reasons);
        }
    }

    /** The target's answer, or its silence, was wrong. */
    record Failed(Fault fault, String detail) implements Outcome {}

    /** Ours: never evidence about the target. */
    record Errored(Trouble trouble, String detail) implements Outcome {}

    /** Not run. */
    record Skipped(String reason) implements Outcome {}

    /** Where a target broke. */
    enum Fault {
        RESOLVE,
        CONNECT,
        TLS,
        TIMEOUT,
        RESET,
        PROTOCOL,
        STATUS,
        EXPECTATION,
        CAPTURE,
        REDIRECT,
        TOO_LARGE,
        CHARSET
    }

    /** What of ours was in the way. */
    enum Trouble {
        LIMIT,
        SECRET,
        EXPRESSION,
        STARVED,
        CUT_OFF,
        SHUTDOWN,
        UNSUPPORTED,
        SCRIPT,
        /** An address that this agent must not ask, or not tell a secret. */
        POLICY,
        /** The browser ended, or has no place free. */
        BROWSER,
        /** A mistake of ours in this program; its log says more. */
        DEFECT,
        /** The proxy on the way. */
        PROXY,
        /** The certificate by which we show ourselves, or those that are to be trusted at a host. */
        CERTIFICATE,
        /** A bot defence asked us whether we are human: who pays for it must let us in. */
        CHALLENGED
    }

    /** The one vocabulary of runs and steps: pass, degraded, fail, error, skipped. */
    default String word() {
        return switch (this) {
            case Passed p -> "pass";
            case Degraded d -> "degraded";
            case Failed f -> "fail";
            case Errored e -> "error";
            case Skipped s -> "skipped";
        };
    }

    /** Whether it is evidence about the target. */
    default boolean countable() {
        return switch (this) {
            case Passed p -> true;
            case Degraded d -> true;
            case Failed f -> true;
            case Errored e -> false;
            case Skipped s -> false;
        };
    }
}
