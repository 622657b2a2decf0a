package dev.outrider.coordinator.verdict;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * How long the world was in each state in a window: milliseconds, exact, from which every ratio is computed.
 *
 * <p>Suspect and nodata are unmeasured; maintenance and off are not eligible. An availability is never shown without its
 * coverage.
 */
public record Figures(long up, long partial, long suspect, long down, long nodata, long maint, long off) {
    /** The figures of a strip that is cut to the window. */
    public static Figures of(Strip<GlobalState> window) {
        Map<GlobalState, Long> sums = new EnumMap<>(GlobalState.class);
        for (Segment<GlobalState> segment : window.segments()) {
            sums.merge(segment.state(), segment.to() - segment.from(), Long::sum);
        }
        return new Figures(
                sums.getOrDefault(GlobalState.UP, 0L),
                sums.getOrDefault(GlobalState.PARTIAL, 0L),
                sums.getOrDefault(GlobalState.SUSPECT, 0L),
                sums.getOrDefault(GlobalState.DOWN, 0L),
                sums.getOrDefault(GlobalState.NODATA, 0L),
                sums.getOrDefault(GlobalState.MAINT, 0L),
                sums.getOrDefault(GlobalState.OFF, 0L));
    }

    /** All time but maintenance and off. */
    public long eligible() {
        return up + partial + suspect + down + nodata;
    }

    /** The time for which enough regions spoke. */
    public long measured() {
        return up + partial + down;
    }

    /** (up + partial) / measured; none when nothing was measured. */
    public Optional<Ratio> availability() {
        return ratio(up + partial, measured());
    }

    /** measured / eligible; none when nothing was eligible. */
    public Optional<Ratio> coverage() {
        return ratio(measured(), eligible());
    }

    /** The availability if all that was not measured was down. */
    public Optional<Ratio> low() {
        return ratio(up + partial, eligible());
    }

    /** The availability if all that was not measured was up. */
    public Optional<Ratio> high() {
        return ratio(eligible() - down, eligible());
    }

    private static Optional<Ratio> ratio(long part, long whole) {
        return whole == 0 ? Optional.empty() : Optional.of(Ratio.of(part, whole));
    }
}
