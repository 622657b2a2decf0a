package dev.outrider.coordinator.verdict;

import dev.outrider.journey.Quorum;
import java.util.Collection;
import java.util.Locale;
import java.util.function.Predicate;

/** What a journey is everywhere: half of the expected regions vouch for the world, a quorum of them convicts it. */
public enum GlobalState implements State {
    UP,
    /** Down in some regions, up in others, and too few of them down to convict. */
    PARTIAL,
    /** Those who say anything say down, but they are too few to convict. */
    SUSPECT,
    DOWN,
    /** Too few say anything. */
    NODATA,
    MAINT,
    OFF;

    @Override
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static GlobalState of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** The state of the world in which these are the states of the regions of a version; the first rule that fits. */
    public static GlobalState of(Collection<RegionState> regions, Quorum quorum) {
        int expected = count(regions, RegionState::expected);
        int voters = count(regions, RegionState::votes);
        int down = count(regions, state -> state == RegionState.DOWN);
        if (expected == 0) {
            return regions.contains(RegionState.MAINT) ? MAINT : OFF;
        }
        if (voters == 0) {
            return NODATA;
        }
        if (down >= quorum.of(expected)) {
            return DOWN;
        }
        if (down == voters) {
            return SUSPECT;
        }
        int electorate = (expected + 1) / 2;
        if (voters < electorate) {
            return down > 0 ? SUSPECT : NODATA;
        }
        return down == 0 ? UP : PARTIAL;
    }

    private static int count(Collection<RegionState> regions, Predicate<RegionState> which) {
        int count = 0;
        for (RegionState region : regions) {
            count += which.test(region) ? 1 : 0;
        }
        return count;
    }
}
