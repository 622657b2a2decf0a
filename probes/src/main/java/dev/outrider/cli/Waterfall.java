package dev.outrider.cli;

import dev.outrider.result.StepResult;
import dev.outrider.result.Timings;
import java.time.Duration;
import java.util.List;

/** The steps of a run over time, as bars of characters: each phase has its own, and they add up to the step. */
final class Waterfall {
    static final String LEGEND = "r resolve  c connect  t tls  s settings  > send  █ wait  ▓ download  ░ script";
    private static final int WIDTH = 44;

    private final long total;

    Waterfall(List<StepResult> steps) {
        this.total = Math.max(1, steps.stream().mapToLong(Waterfall::end).max().orElse(1));
    }

    /** A step's bar, {@value #WIDTH} characters wide. */
    String bar(StepResult step) {
        Timings timings = step.timings();
        StringBuilder bar = new StringBuilder();
        long at = step.start().toNanos();
        append(bar, '·', at);
        at = phase(bar, 'r', at, timings.resolve());
        at = phase(bar, 'c', at, timings.connect());
        at = phase(bar, 't', at, timings.tls());
        at = phase(bar, 's', at, timings.settings());
        at = phase(bar, '>', at, timings.send());
        at = phase(bar, '█', at, timings.waiting());
        at = phase(bar, '▓', at, timings.download());
        phase(bar, '░', at, timings.script());
        return bar + " ".repeat(WIDTH - bar.length());
    }

    private long phase(StringBuilder bar, char sign, long from, Duration span) {
        long to = from + span.toNanos();
        append(bar, sign, to);
        return to;
    }

    /** Up to the cell in which this instant lies. */
    private void append(StringBuilder bar, char sign, long until) {
        int cells = Math.clamp(Math.round((double) until * WIDTH / total), 0, WIDTH);
        while (bar.length() < cells) {
            bar.append(sign);
        }
    }

    private static long end(StepResult step) {
        return step.start().plus(step.timings().total()).toNanos();
    }
}
