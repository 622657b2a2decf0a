package dev.outrider.coordinator.incident;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrider.coordinator.verdict.GlobalState;
import dev.outrider.coordinator.verdict.Segment;
import dev.outrider.coordinator.verdict.Strip;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Instants and states are written {@code "0 up 600 down 1200"}, in seconds. */
class OutageTest {
    @Test
    void it_is_regional_then_global_and_restored_before_it_is_resolved() {
        assertThat(outages("0 up 600 partial 620 down 1220 partial 1240 up 3600"))
                .containsExactly(outage(600, 620, 1240, 1220, 600, Outage.Scope.GLOBAL, 0));
    }

    @Test
    void case_04_one_region_is_regional() {
        Outage outage = outages("0 up 640 partial 1240 up 3600").getFirst();
        assertThat(outage.scope()).isEqualTo(Outage.Scope.REGIONAL);
        assertThat(outage.globalOnset()).isEmpty();
        assertThat(outage.restoredAt()).isEmpty();
        assertThat(outage.resolvedAt()).hasValue(1_240_000);
    }

    @Test
    void case_09_a_lone_voter_is_suspected_and_lasts() {
        Outage outage = outages("0 up 640 nodata 1200 suspect 3600").getFirst();
        assertThat(outage.scope()).isEqualTo(Outage.Scope.SUSPECTED);
        assertThat(outage.onset()).isEqualTo(1_200_000);
        assertThat(outage.resolvedAt()).isEmpty();
    }

    @Test
    void case_14_flapping_is_one_incident_that_is_opened_again() {
        assertThat(
                        outages(
                                "0 up 600 down 720 up 840 down 960 up 1080 down 1200 up 1320 down 1440 up 1560 down 1680 up 3600"))
                .containsExactly(outage(600, 600, 1680, 1680, 600, Outage.Scope.GLOBAL, 4));
    }

    @Test
    void case_16_what_outlives_maintenance_begins_at_its_end() {
        assertThat(outages("0 up 600 maint 1200 down 1520 up 3600"))
                .containsExactly(outage(1200, 1200, 1520, 1520, 320, Outage.Scope.GLOBAL, 0));
    }

    @Test
    void case_30_silence_does_not_resolve() {
        assertThat(outages("0 up 600 down 900 nodata 1800 up 3600"))
                .containsExactly(outage(600, 600, 1800, 1800, 300, Outage.Scope.GLOBAL, 0));
    }

    @Test
    void what_comes_back_within_ten_minutes_is_the_same_and_later_another() {
        assertThat(outages("0 up 600 down 720 up 1320 down 1440 up 2041 down 2100 up 3600"))
                .containsExactly(
                        outage(600, 600, 1440, 1440, 240, Outage.Scope.GLOBAL, 1),
                        outage(2041, 2041, 2100, 2100, 59, Outage.Scope.GLOBAL, 0));
    }

    @Test
    void a_journey_that_is_removed_is_resolved_but_not_restored() {
        Outage outage = outages("0 up 600 down 900 off 3600").getFirst();
        assertThat(outage.resolvedAt()).hasValue(900_000);
        assertThat(outage.restoredAt()).isEmpty();
    }

    private static List<Outage> outages(String text) {
        String[] words = text.split(" ", -1);
        List<Segment<GlobalState>> segments = new ArrayList<>();
        for (int i = 0; i + 2 < words.length; i += 2) {
            segments.add(new Segment<>(
                    Long.parseLong(words[i]) * 1000,
                    Long.parseLong(words[i + 2]) * 1000,
                    GlobalState.of(words[i + 1])));
        }
        return Outage.of(new Strip<>(segments));
    }

    private static Outage outage(
            long onset, long global, long resolved, long restored, long down, Outage.Scope scope, int reopened) {
        return new Outage(
                onset * 1000,
                OptionalLong.of(global * 1000),
                OptionalLong.of(resolved * 1000),
                OptionalLong.of(restored * 1000),
                down * 1000,
                scope,
                reopened);
    }
}
