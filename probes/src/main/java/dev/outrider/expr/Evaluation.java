package dev.outrider.expr;

/** What became of an evaluation. */
public sealed interface Evaluation {
    /**
     * It has a value.
     *
     * @param value Boolean, Long, Double, String, Duration, Instant, List, Map, bytes, or {@link Values#NULL}
     */
    record Value(Object value) implements Evaluation {}

    /** The target's answer has not what the expression asks for: a missing field, not JSON, another type. */
    record Unfit(String reason) implements Evaluation {}

    /** A name it needs never came to be: the capture before it did not happen. */
    record Missing(String name) implements Evaluation {}

    /** A limit of ours was reached: iterations, size, time. Never the target's fault. */
    record Limit(String reason) implements Evaluation {}
}
