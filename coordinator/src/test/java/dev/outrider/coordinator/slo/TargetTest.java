package dev.outrider.coordinator.slo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrider.coordinator.verdict.Figures;
import dev.outrider.coordinator.verdict.Ratio;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetTest {
    /** Five days, New York. */
    private static final long EVENT = 432_000;

    @ParameterizedTest
    @CsvSource({
        "a clean event,        1,     0,   0,    kept,       0,    ",
        "90 s blind,           1,     0,   90,   not proven, 0,    ",
        "90 s blind,           0.999, 0,   90,   kept,       432,  1",
        "252 s down,           1,     252, 0,    broken,     0,    ",
        "252 s down,           0.999, 252, 0,    kept,       432,  5/12",
        "433 s down,           0.999, 433, 0,    broken,     432,  -1/432",
        "an hour blind,        0.999, 0,   3600, not proven, 432,  1",
    })
    void case_33_an_event(
            String name, BigDecimal share, long down, long blind, String verdict, String budget, String remaining) {
        Target target = new Target(Ratio.of(share));
        Figures figures = figures(EVENT - down - blind, down, blind);
        assertThat(target.verdict(figures, true).words()).as(name).isEqualTo(verdict);
        assertThat(target.budget(figures).dividedBy(Ratio.of(1000, 1))).hasToString(budget);
        assertThat(target.remaining(figures).map(Ratio::toString).orElse(null)).isEqualTo(remaining);
    }

    @Test
    void a_window_that_runs_is_kept_so_far_until_it_is_broken() {
        Target target = new Target(Ratio.of(new BigDecimal("0.999")));
        assertThat(target.verdict(figures(1000, 1, 0), false)).isEqualTo(Target.Verdict.KEPT_SO_FAR);
        assertThat(target.verdict(figures(1000, 2, 0), false)).isEqualTo(Target.Verdict.BROKEN);
    }

    @Test
    void nothing_eligible_is_no_data() {
        assertThat(new Target(Ratio.ONE).verdict(figures(0, 0, 0), true)).isEqualTo(Target.Verdict.NO_DATA);
    }

    @Test
    void a_target_is_a_share() {
        assertThatThrownBy(() -> new Target(Ratio.of(3, 2))).hasMessage("a target is above 0 and at most 1, not 3/2");
        assertThatThrownBy(() -> new Target(Ratio.of(0, 2))).hasMessage("a target is above 0 and at most 1, not 0");
    }

    private static Figures figures(long up, long down, long blind) {
        return new Figures(up * 1000, 0, 0, down * 1000, blind * 1000, 0, 0);
    }
}
