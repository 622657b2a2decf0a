package dev.outrider.coordinator.verdict;

import java.util.Locale;

/** What a journey is in one region. */
public enum RegionState implements State {
    UP,
    DOWN,
    /** Expected, and nobody knows. */
    NODATA,
    /** In a maintenance that was declared. */
    MAINT,
    /** Not expected. */
    OFF;

    @Override
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static RegionState of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** Whether it vouches for the world or against it. */
    boolean votes() {
        return this == UP || this == DOWN;
    }

    /** Whether it belongs to the electorate. */
    boolean expected() {
        return votes() || this == NODATA;
    }
}
