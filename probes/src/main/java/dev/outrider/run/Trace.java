package dev.outrider.run;

import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** A W3C trace: one a run, a span a step. */
record Trace(String id, String journey) {
    private static final HexFormat HEX = HexFormat.of();

    static Trace begin(RandomGenerator random, String journey) {
        return new Trace(HEX.toHexDigits(random.nextLong()) + HEX.toHexDigits(random.nextLong() | 1), journey);
    }

    /** The header {@code traceparent} of a new span, sampled. */
    String parent(RandomGenerator random) {
        return "00-" + id + "-" + HEX.toHexDigits(random.nextLong() | 1) + "-01";
    }

    /** The header {@code baggage}: who serves this request can tell it from a customer's. */
    String baggage() {
        return "synthetic=" + journey;
    }
}
