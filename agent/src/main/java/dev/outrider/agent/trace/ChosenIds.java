package dev.outrider.agent.trace;

import io.opentelemetry.sdk.trace.IdGenerator;

/** Gives a span the ids that it had when the target was told of it. Each thread chooses for itself. */
final class ChosenIds implements IdGenerator {
    private final ThreadLocal<String> trace = ThreadLocal.withInitial(() -> "");
    private final ThreadLocal<String> span = ThreadLocal.withInitial(() -> "");

    /** The ids of the next span of this thread. */
    void choose(String ofTrace, String ofSpan) {
        trace.set(ofTrace);
        span.set(ofSpan);
    }

    @Override
    public String generateTraceId() {
        return trace.get();
    }

    @Override
    public String generateSpanId() {
        return span.get();
    }
}
