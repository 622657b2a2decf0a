package dev.outrider.cli;

import dev.outrider.result.Outcome;
import dev.outrider.result.StepResult;
import dev.outrider.run.http.Spans;

/** Steps as lines of a waterfall. */
record StepLine(Waterfall waterfall, Paint paint) {
    private static final int NAME = 28;

    /** @param index in the run, from 0 */
    String of(StepResult step, int index) {
        String bar = step.outcome() instanceof Outcome.Skipped(String reason)
                ? "skipped: " + reason
                : waterfall.bar(step) + "  " + Spans.text(step.timings().total());
        return " %s %2d %s  %s"
                .formatted(glyph(step.outcome()), index + 1, padded(step.name()), bar)
                .stripTrailing();
    }

    /** A name in its column. */
    static String padded(String name) {
        int length = name.codePointCount(0, name.length());
        return length > NAME
                ? name.substring(0, name.offsetByCodePoints(0, NAME - 1)) + "…"
                : name + " ".repeat(NAME - length);
    }

    private String glyph(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Passed passed -> "✓";
            case Outcome.Degraded degraded -> paint.yellow("◐");
            case Outcome.Failed failed -> paint.red("✕");
            case Outcome.Errored errored -> paint.red("!");
            case Outcome.Skipped skipped -> "–";
        };
    }
}
