package dev.outrider.coordinator.ingest;

import dev.outrider.fleet.ResultCodec;
import dev.outrider.result.Evidence;
import java.nio.charset.StandardCharsets;

/** Evidence as it stands in its table: the wire's JSON. */
final class EvidenceText {
    private EvidenceText() {}

    /** Empty when there is none; what was said in the last good run stands with that run, see {@link #ofGood}. */
    static String of(Evidence evidence) {
        return evidence.isEmpty()
                ? ""
                : text(new Evidence(
                        evidence.exchanges(),
                        evidence.views(),
                        evidence.lastGood().map(Evidence.Good::named)));
    }

    /** Of the last good run that came along; empty when only its name did. */
    static String ofGood(Evidence.Good good) {
        return good.exchanges().isEmpty() ? "" : text(new Evidence(good.exchanges()));
    }

    private static String text(Evidence evidence) {
        return new String(ResultCodec.encode(evidence), StandardCharsets.UTF_8);
    }

    static Evidence read(String text) {
        return ResultCodec.evidence(text.getBytes(StandardCharsets.UTF_8));
    }
}
