package dev.outrider.coordinator.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrider.journey.Quorum;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobalStateTest {
    @ParameterizedTest
    @CsvSource({
        // case, quorum, up, down, nodata, maint, off, the world
        "40 eleven of twelve are silent,           majority, 1, 0, 11, 0, 0, NODATA",
        "41 five of twelve vote and one is down,   majority, 4, 1, 7, 0, 0, SUSPECT",
        "41 six of twelve vote and one is down,    majority, 5, 1, 6, 0, 0, PARTIAL",
        "42 two of twelve vote and both are down,  majority, 0, 2, 10, 0, 0, SUSPECT",
        "44 all must be down and two of five vote, all,      0, 2, 3, 0, 0, SUSPECT",
        "all that are needed are down,             majority, 1, 2, 0, 0, 0, DOWN",
        "one of two is down,                       majority, 1, 1, 0, 0, 0, PARTIAL",
        "any is enough,                            any,      9, 1, 0, 0, 0, DOWN",
        "two are enough,                           2,        9, 2, 0, 0, 0, DOWN",
        "a count is at most all there are,         9,        0, 2, 0, 0, 3, DOWN",
        "half of an odd number is rounded up,      majority, 2, 0, 3, 0, 0, NODATA",
        "half vouches,                             majority, 3, 0, 3, 0, 0, UP",
        "nobody says anything,                     any,      0, 0, 3, 0, 0, NODATA",
        "maintenance shrinks the electorate,       majority, 1, 0, 1, 3, 0, UP",
        "all are in maintenance,                   majority, 0, 0, 0, 2, 1, MAINT",
        "none is expected,                         majority, 0, 0, 0, 0, 3, OFF",
    })
    void the_first_rule_that_fits(
            String name, String quorum, int up, int down, int nodata, int maint, int off, GlobalState world) {
        List<RegionState> regions = new ArrayList<>();
        regions.addAll(Collections.nCopies(up, RegionState.UP));
        regions.addAll(Collections.nCopies(down, RegionState.DOWN));
        regions.addAll(Collections.nCopies(nodata, RegionState.NODATA));
        regions.addAll(Collections.nCopies(maint, RegionState.MAINT));
        regions.addAll(Collections.nCopies(off, RegionState.OFF));
        assertThat(GlobalState.of(regions, Quorum.of(quorum))).as(name).isEqualTo(world);
    }
}
