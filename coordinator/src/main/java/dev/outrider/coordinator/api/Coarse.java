package dev.outrider.coordinator.api;

import dev.outrider.coordinator.verdict.Segment;
import dev.outrider.coordinator.verdict.State;
import dev.outrider.coordinator.verdict.Strip;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A strip as it can be drawn: one that changes more often than there are pixels is cut into equal pieces, each in the
 * worst state that it had. Figures are never reckoned from it.
 */
final class Coarse {
    private static final int PIECES = 360;
    /** As on the pages. */
    private static final List<String> WORST_FIRST =
            List.of("down", "suspect", "partial", "nodata", "maint", "up", "off");

    private Coarse() {}

    static <S extends State> Strip<S> of(Strip<S> strip) {
        if (strip.segments().size() <= PIECES) {
            return strip;
        }
        long from = strip.from();
        long length = Math.ceilDiv(strip.to() - from, PIECES);
        List<Segment<S>> pieces = new ArrayList<>();
        for (long at = from; at < strip.to(); at += length) {
            long end = Math.min(strip.to(), at + length);
            S worst = strip.clip(at, end).segments().stream()
                    .map(Segment::state)
                    .min(Comparator.comparingInt(state -> WORST_FIRST.indexOf(state.word())))
                    .orElseThrow();
            pieces.add(new Segment<>(at, end, worst));
        }
        return new Strip<>(pieces);
    }
}
