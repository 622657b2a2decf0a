package dev.outrider.shop;

import java.time.Duration;
import java.util.Optional;

/**
 * One step that does not work as it should.
 *
 * @param region whose requests it hits: a value of the region header or a source address; empty: everybody's
 */
public record Fault(Step step, Kind kind, Optional<String> region) {
    /** How it does not work. */
    public sealed interface Kind {
        /** The kind as it is written. */
        default String word() {
            return switch (this) {
                case Slow _ -> "slow";
                case Failure _ -> "error";
                case Wrong _ -> "wrong";
                case Hang _ -> "hang";
            };
        }
    }

    /** Does its work, but later. */
    public record Slow(Duration by) implements Kind {}

    /** Answers with this status and does nothing. */
    public record Failure(int status) implements Kind {
        public Failure {
            if (status < 400 || status > 599) {
                throw new IllegalArgumentException("status " + status + " is not between 400 and 599");
            }
        }
    }

    /** Answers 200 with something that nobody asked for, and does nothing. */
    public record Wrong() implements Kind {}

    /** Takes the request and does not answer until the fault is over; then it goes on as if nothing had been. */
    public record Hang() implements Kind {}

    public static Fault everywhere(Step step, Kind kind) {
        return new Fault(step, kind, Optional.empty());
    }

    public static Fault in(String region, Step step, Kind kind) {
        return new Fault(step, kind, Optional.of(region));
    }

    boolean sameSpot(Fault other) {
        return step == other.step && region.equals(other.region);
    }

    boolean hits(Step visited, Visit visit) {
        return step == visited && region.map(visit::isFrom).orElse(true);
    }
}
