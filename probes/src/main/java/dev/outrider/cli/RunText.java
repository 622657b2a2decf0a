package dev.outrider.cli;

import dev.outrider.result.Changes;
import dev.outrider.result.Evidence;
import dev.outrider.result.Outcome;
import dev.outrider.result.RunResult;
import dev.outrider.result.StepResult;
import dev.outrider.result.StepResult.Unmet;
import dev.outrider.result.TraceLink;
import dev.outrider.run.http.Spans;
import dev.outrider.source.Place;
import dev.outrider.source.Position;
import dev.outrider.source.Problem;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A run as a terminal shows it: the waterfall of its steps, then what was not as expected, with the author's line. */
final class RunText {
    private static final int BODY = 2000;

    private final RunResult run;
    private final Script script;
    private final Paint paint;
    private final boolean debug;
    private final Pictures pictures = Pictures.temporary();
    private final Optional<TraceLink> link;
    private final Optional<RunResult> good;
    private final StringBuilder out = new StringBuilder();

    /**
     * Of one run.
     *
     * @param script whose lines are shown
     * @param debug whether every exchange is shown
     * @param link to its trace
     * @param good a run of the same journey that passed before
     */
    RunText(
            RunResult run,
            Script script,
            Paint paint,
            boolean debug,
            Optional<TraceLink> link,
            Optional<RunResult> good) {
        this.run = run;
        this.script = script;
        this.paint = paint;
        this.debug = debug;
        this.link = link;
        this.good = good;
    }

    String text() {
        line("%s  %s%s  trace %s".formatted(run.key().journey(), run.key().region(), environment(), trace()));
        waterfall();
        run.steps().forEach(this::failure);
        if (debug) {
            run.evidence().exchanges().forEach(this::exchange);
            run.evidence().views().forEach(view -> {
                line("");
                shown(view);
            });
        }
        summary();
        return out.toString();
    }

    private String trace() {
        return link.map(to -> to.of(run)).orElse(run.trace());
    }

    private String environment() {
        return run.key().environment().isEmpty() ? "" : " → " + run.key().environment();
    }

    private void waterfall() {
        StepLine lines = new StepLine(new Waterfall(run.steps()), paint);
        for (int i = 0; i < run.steps().size(); i++) {
            StepResult step = run.steps().get(i);
            if (step.cleanup() && (i == 0 || !run.steps().get(i - 1).cleanup())) {
                line("   finally");
            }
            line(lines.of(step, i));
        }
        line("      " + Waterfall.LEGEND);
    }

    private void failure(StepResult step) {
        switch (step.outcome()) {
            case Outcome.Failed(Outcome.Fault fault, String detail) -> failure(step, "fail", detail);
            case Outcome.Errored(Outcome.Trouble trouble, String detail) -> failure(step, "error", detail);
            case Outcome.Degraded(List<String> reasons, boolean slow) ->
                failure(step, "degraded", String.join("; ", reasons));
            case Outcome.Passed passed -> {}
            case Outcome.Skipped skipped -> {}
        }
    }

    private void failure(StepResult step, String word, String detail) {
        line("");
        line("%s %s / %s  %s%s"
                .formatted(
                        word.equals("degraded") ? paint.yellow(word + ":") : paint.red(word + ":"),
                        run.key().journey(),
                        step.name(),
                        run.key().region(),
                        step.attempts() > 1 ? "  attempt " + step.attempts() : ""));
        step.expectations().forEach(this::unmet);
        Optional<Place> asked = step.expectations().isEmpty() ? new AskedAt(script, run).of(step) : Optional.empty();
        if (asked.isPresent()) {
            broken(asked.get(), detail);
        } else if (step.expectations().isEmpty()
                || !step.expectations().getFirst().key().equals("expect")) {
            String more = untold(step, detail);
            if (!more.isEmpty()) {
                line("  = " + more);
            }
        }
        run.evidence().views().stream()
                .filter(view -> view.step() == run.steps().indexOf(step))
                .forEach(this::shown);
        exchangeOf(step).ifPresent(exchange -> {
            line("  = " + said(exchange) + "  " + took(step, exchange));
            exchange.body()
                    .filter(body -> !body.isBlank())
                    .ifPresent(body -> line("  = body: " + cut(body.strip().replaceAll("\\s+", " "), 300)));
        });
        changes(step).forEach(change -> line("  = since the last pass: " + change));
    }

    /** Of this answer; of a step that asked more than once, or waited, the whole of it too. */
    private String took(StepResult step, Evidence.Exchange exchange) {
        int index = run.steps().indexOf(step);
        long asked = run.evidence().exchanges().stream()
                .filter(each -> each.step() == index)
                .count();
        String own = Spans.text(exchange.timings().total());
        return step.attempts() > 1 || asked > 1
                ? own + " of the step's " + Spans.text(step.timings().total())
                : own;
    }

    private List<String> changes(StepResult step) {
        int index = run.steps().indexOf(step);
        return good.map(RunResult::steps)
                .filter(steps -> index < steps.size() && steps.get(index).name().equals(step.name()))
                .map(steps -> Changes.of(steps.get(index), step))
                .orElse(List.of());
    }

    /** What a browser showed when the step was over. */
    private void shown(Evidence.View view) {
        line("  = page: " + cut(view.title(), 80) + "  " + cut(view.url(), 200));
        view.console().forEach(error -> line("  = error of the page: " + cut(error, 200)));
        view.failed().forEach(request -> line("  = request failed: " + cut(request, 200)));
        line("  = " + pictures.keep(run, view));
    }

    /** What the excerpt of a single complaint has not said already. */
    private static String untold(StepResult step, String detail) {
        if (step.expectations().size() != 1) {
            return detail;
        }
        Unmet only = step.expectations().getFirst();
        String rest = detail.endsWith(only.actual())
                ? detail.substring(0, detail.length() - only.actual().length()).replaceFirst(": $", "")
                : detail;
        return rest.endsWith(only.expression())
                ? rest.substring(0, rest.length() - only.expression().length()).replaceFirst(": $", "")
                : rest;
    }

    /** Beside the caret stands what is said first; a certificate or what came before are told below. */
    private void broken(Place place, String detail) {
        int more = detail.indexOf("; ");
        excerpt(place, more < 0 ? detail : detail.substring(0, more));
        if (more >= 0) {
            line("  = " + detail.substring(more + 2));
        }
    }

    /** With the author's line and a caret, as a mistake in the script would be shown. */
    private void unmet(Unmet unmet) {
        Caret caret = Caret.of(unmet);
        Place place = new Place(unmet.file(), new Position(unmet.line(), unmet.column() + caret.offset), caret.width);
        excerpt(place, caret.label);
    }

    private void excerpt(Place place, String label) {
        String excerpt = script.tell(Problem.error(place, "", label)).rendered();
        out.append(excerpt, excerpt.indexOf('\n') + 1, excerpt.length());
    }

    /** What of an expression is underlined, and what stands beside it. */
    private record Caret(int offset, int width, String label) {
        /** The part whose value it was, when it is one part; else all of it. */
        static Caret of(Unmet unmet) {
            int was = unmet.actual().indexOf(" was ");
            String part = was < 0 ? "" : unmet.actual().substring(0, was);
            int at = part.isEmpty() ? -1 : unmet.expression().indexOf(part);
            boolean alone = unmet.actual().indexOf(" was ", was + 1) < 0;
            return at >= 0 && alone && unmet.expression().lines().count() == 1
                    ? new Caret(at, part.length(), unmet.actual().substring(was + 1))
                    : new Caret(
                            0, unmet.expression().lines().findFirst().orElse("").length(), unmet.actual());
        }
    }

    private Optional<Evidence.Exchange> exchangeOf(StepResult step) {
        int index = run.steps().indexOf(step);
        // Of all that a page asks for, the last says nothing of why the step failed.
        return run.evidence().views().stream().anyMatch(view -> view.step() == index)
                ? Optional.empty()
                : run.evidence().exchanges().reversed().stream()
                        .filter(exchange -> exchange.step() == index)
                        .findFirst();
    }

    private static String said(Evidence.Exchange exchange) {
        return "%s %s  %s"
                .formatted(
                        exchange.method(),
                        exchange.url(),
                        exchange.status() == 0 ? "no answer" : Integer.toString(exchange.status()));
    }

    private void exchange(Evidence.Exchange exchange) {
        line("");
        line(printable(CurlLine.of(exchange)));
        line("> " + exchange.method() + " " + exchange.url()
                + exchange.protocol().map(p -> "  " + p).orElse("")
                + exchange.address().map(a -> "  " + a).orElse(""));
        headers("> ", exchange.requestHeaders());
        exchange.requestBody().ifPresent(body -> line("> " + cut(body, BODY)));
        line("< " + (exchange.status() == 0 ? "no answer" : exchange.status()));
        headers("< ", exchange.headers());
        exchange.body().ifPresent(body -> line("< " + cut(body, BODY)));
    }

    private void headers(String mark, Map<String, List<String>> headers) {
        headers.forEach((name, values) -> values.forEach(value -> line(mark + name + ": " + value)));
    }

    private void summary() {
        long served = run.steps().stream()
                .filter(step -> !step.cleanup()
                        && Set.of("pass", "degraded").contains(step.outcome().word()))
                .count();
        long all = run.steps().stream().filter(step -> !step.cleanup()).count();
        line("");
        String word = run.outcome().word().toUpperCase(Locale.ROOT);
        line("%s  %d/%d steps  %s%s%s"
                .formatted(
                        run.outcome().countable() && !(run.outcome() instanceof Outcome.Failed)
                                ? word
                                : paint.red(word),
                        served,
                        all,
                        Spans.text(run.duration()),
                        run.cleanupFailed() ? "  the clean-up failed" : "",
                        ofTheRun()));
    }

    /** What no step says: a secret that is missing, an agent that was late. */
    private String ofTheRun() {
        return run.outcome() instanceof Outcome.Errored(Outcome.Trouble trouble, String detail)
                        && run.steps().stream().noneMatch(step -> step.outcome() instanceof Outcome.Errored)
                ? "  " + detail
                : "";
    }

    private static String cut(String text, int most) {
        String plain = printable(text);
        return plain.length() <= most ? plain : plain.substring(0, most) + "… (" + plain.length() + " characters)";
    }

    /** A target's words must not move a terminal's cursor. */
    private static String printable(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        text.codePoints()
                .forEach(
                        c -> plain.appendCodePoint(Character.isISOControl(c) && c != '\n' && c != '\t' ? '\uFFFD' : c));
        return plain.toString();
    }

    private void line(String text) {
        out.append(text).append('\n');
    }
}
