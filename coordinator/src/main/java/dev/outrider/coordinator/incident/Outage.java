package dev.outrider.coordinator.incident;

import dev.outrider.coordinator.verdict.GlobalState;
import dev.outrider.coordinator.verdict.Segment;
import dev.outrider.coordinator.verdict.Strip;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * An availability incident of one watch, out of its history; instants and spans in milliseconds.
 *
 * @param onset the first moment that was not up
 * @param globalOnset the first in which the world was down
 * @param resolvedAt up everywhere, or off, for good
 * @param restoredAt up, at least in part, after the last down
 * @param down how long the world was down
 * @param reopened how often it came back within ten minutes
 */
public record Outage(
        long onset,
        OptionalLong globalOnset,
        OptionalLong resolvedAt,
        OptionalLong restoredAt,
        long down,
        Scope scope,
        int reopened) {
    private static final long COMES_BACK = Duration.ofMinutes(10).toMillis();

    /** How far it reaches; it only rises. */
    public enum Scope {
        REGIONAL,
        SUSPECTED,
        GLOBAL;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        private Scope atLeast(Scope other) {
            return compareTo(other) >= 0 ? this : other;
        }
    }

    /** The outages in a history of the world, the oldest first. */
    public static List<Outage> of(Strip<GlobalState> world) {
        List<Outage> outages = new ArrayList<>();
        for (Segment<GlobalState> segment : world.segments()) {
            Outage last = outages.isEmpty() ? null : outages.getLast();
            switch (segment.state()) {
                case PARTIAL, SUSPECT, DOWN -> {
                    if (last == null || last.isOver(segment.from())) {
                        outages.add(opened(segment));
                    } else {
                        outages.set(outages.size() - 1, last.resumed().with(segment));
                    }
                }
                case UP, OFF -> {
                    if (last != null && last.resolvedAt.isEmpty()) {
                        outages.set(outages.size() - 1, last.resolved(segment));
                    }
                }
                // Silence and maintenance neither open nor resolve.
                case NODATA, MAINT -> {}
            }
        }
        return outages;
    }

    /** Whether what begins then is another outage. */
    private boolean isOver(long instant) {
        return resolvedAt.isPresent() && instant - resolvedAt.getAsLong() > COMES_BACK;
    }

    private static Outage opened(Segment<GlobalState> segment) {
        OptionalLong none = OptionalLong.empty();
        return new Outage(segment.from(), none, none, none, 0, Scope.REGIONAL, 0).with(segment);
    }

    private Outage resumed() {
        return resolvedAt.isEmpty()
                ? this
                : new Outage(onset, globalOnset, OptionalLong.empty(), restoredAt, down, scope, reopened + 1);
    }

    private Outage with(Segment<GlobalState> segment) {
        return switch (segment.state()) {
            case DOWN ->
                new Outage(
                        onset,
                        globalOnset.isPresent() ? globalOnset : OptionalLong.of(segment.from()),
                        resolvedAt,
                        OptionalLong.empty(),
                        down + segment.to() - segment.from(),
                        Scope.GLOBAL,
                        reopened);
            case SUSPECT ->
                new Outage(onset, globalOnset, resolvedAt, restoredAt, down, scope.atLeast(Scope.SUSPECTED), reopened);
            case PARTIAL -> restored(segment.from());
            case UP, NODATA, MAINT, OFF -> this;
        };
    }

    private Outage restored(long instant) {
        boolean again = globalOnset.isPresent() && restoredAt.isEmpty();
        OptionalLong restored = again ? OptionalLong.of(instant) : restoredAt;
        return new Outage(onset, globalOnset, resolvedAt, restored, down, scope, reopened);
    }

    private Outage resolved(Segment<GlobalState> segment) {
        Outage back = segment.state() == GlobalState.UP ? restored(segment.from()) : this;
        return new Outage(onset, globalOnset, OptionalLong.of(segment.from()), back.restoredAt, down, scope, reopened);
    }
}
