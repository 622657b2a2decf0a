package dev.outrider.run;

import dev.outrider.result.SpanId;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** A W3C trace: one a run, a span a step. */
record Trace(String id, String journey) {
    private static final HexFormat HEX = HexFormat.of();

    static Trace begin(RandomGenerator random, String journey) {
        return new Trace(HEX.toHexDigits(random.nextLong()) + HEX.toHexDigits(random.nextLong() | 1), journey);
    }

    /** The header {@code traceparent} of a step, sampled. */
    String parent(int step) {
        return "00-" + id + "-" + SpanId.ofStep(id, step) + "-01";
    }

    /** The header {@code baggage}: who serves this request can tell it from a customer's. */
    String baggage() {
        return "synthetic=" + journey;
    }
}
