package dev.outrider.coordinator.slo;

import dev.outrider.coordinator.verdict.Figures;
import dev.outrider.coordinator.verdict.Ratio;
import java.util.Optional;

/** An availability that was promised, measured by time. */
public record Target(Ratio share) {
    public Target {
        if (share.signum() <= 0 || share.compareTo(Ratio.ONE) > 0) {
            throw new IllegalArgumentException("a target is above 0 and at most 1, not " + share);
        }
    }

    /** Whether it was kept, as far as that can be proved. */
    public enum Verdict {
        NO_DATA("no data"),
        KEPT("kept"),
        NOT_PROVEN("not proven"),
        BROKEN("broken"),
        KEPT_SO_FAR("kept so far");

        private final String words;

        Verdict(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /** The verdict on a window that is over, or on what has passed of one that still runs. */
    public Verdict verdict(Figures figures, boolean over) {
        Optional<Ratio> high = figures.high();
        if (high.isEmpty()) {
            return Verdict.NO_DATA;
        }
        if (high.get().compareTo(share) < 0) {
            return Verdict.BROKEN;
        }
        if (!over) {
            return Verdict.KEPT_SO_FAR;
        }
        return figures.low().orElseThrow().compareTo(share) >= 0 ? Verdict.KEPT : Verdict.NOT_PROVEN;
    }

    /** The milliseconds that may be spent. */
    public Ratio budget(Figures figures) {
        return Ratio.ONE.minus(share).times(Ratio.of(figures.eligible(), 1));
    }

    /** What is left of the budget, below 0 when it is overspent; none where there is no budget. */
    public Optional<Ratio> remaining(Figures figures) {
        Ratio budget = budget(figures);
        return budget.signum() == 0
                ? Optional.empty()
                : Optional.of(Ratio.ONE.minus(Ratio.of(figures.down(), 1).dividedBy(budget)));
    }
}
