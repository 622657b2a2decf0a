package dev.outrider.journey;

/** How many regions must be down at once for the world to be down. */
public sealed interface Quorum {
    /** A strict majority of the regions that count. */
    record Majority() implements Quorum {}

    /** One is enough. */
    record Any() implements Quorum {}

    /** All of them. */
    record All() implements Quorum {}

    /** So many, or all where there are fewer. */
    record Count(int regions) implements Quorum {
        public Count {
            if (regions < 1) {
                throw new IllegalArgumentException("a quorum of " + regions + " regions");
            }
        }
    }

    /** How many of {@code n} regions, n ≥ 1. */
    default int of(int n) {
        return switch (this) {
            case Majority() -> n / 2 + 1;
            case Any() -> 1;
            case All() -> n;
            case Count(int regions) -> Math.min(regions, n);
        };
    }

    /**
     * The quorum that is written so.
     *
     * @throws IllegalArgumentException when it is none
     */
    static Quorum of(String text) {
        return switch (text) {
            case "majority" -> new Majority();
            case "any" -> new Any();
            case "all" -> new All();
            default -> new Count(Integer.parseInt(text));
        };
    }

    /** As it is written in a script: {@code majority}, {@code any}, {@code all} or a number. */
    default String text() {
        return switch (this) {
            case Majority() -> "majority";
            case Any() -> "any";
            case All() -> "all";
            case Count(int regions) -> Integer.toString(regions);
        };
    }
}
