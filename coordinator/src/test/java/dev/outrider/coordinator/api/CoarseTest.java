package dev.outrider.coordinator.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrider.coordinator.verdict.GlobalState;
import dev.outrider.coordinator.verdict.Segment;
import dev.outrider.coordinator.verdict.Strip;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CoarseTest {
    private static Strip<GlobalState> flapping(int changes) {
        List<Segment<GlobalState>> segments = new ArrayList<>();
        for (int i = 0; i < changes; i++) {
            segments.add(new Segment<>(i * 10L, i * 10L + 10, i % 2 == 0 ? GlobalState.UP : GlobalState.PARTIAL));
        }
        segments.add(new Segment<>(changes * 10L, changes * 10L + 1, GlobalState.DOWN));
        segments.add(new Segment<>(changes * 10L + 1, changes * 10L + 10_000, GlobalState.NODATA));
        return new Strip<>(segments);
    }

    @Test
    void a_strip_that_can_be_drawn_is_left_as_it_is() {
        Strip<GlobalState> strip = flapping(10);
        assertThat(Coarse.of(strip)).isSameAs(strip);
    }

    @Test
    void the_shortest_outage_in_the_longest_strip_is_still_there() {
        Strip<GlobalState> strip = flapping(100_000);
        Strip<GlobalState> coarse = Coarse.of(strip);
        assertThat(coarse.segments()).hasSizeLessThanOrEqualTo(360);
        assertThat(coarse.segments()).extracting(Segment::state).contains(GlobalState.DOWN, GlobalState.NODATA);
        assertThat(coarse.from()).isEqualTo(strip.from());
        assertThat(coarse.to()).isEqualTo(strip.to());
    }
}
