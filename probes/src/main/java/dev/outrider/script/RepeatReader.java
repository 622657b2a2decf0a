package dev.outrider.script;

import dev.outrider.expr.Expression;
import dev.outrider.expr.Scope;
import dev.outrider.expr.Type;
import dev.outrider.journey.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a {@code poll} around {@code steps}. */
final class RepeatReader {
    private final Setting setting;
    private final Problems problems;
    private Scope known;

    RepeatReader(Setting setting, Scope known) {
        this.setting = setting;
        this.problems = setting.problems();
        this.known = known;
    }

    /** With what the steps inside make, and this one. */
    Scope known() {
        return known;
    }

    List<Step> read(Fields fields) {
        if (!fields.has("poll")) {
            problems.error(
                    fields.place("steps"),
                    "nothing says why these steps are inside of a step",
                    "add 'poll' to repeat them, or 'forEach'");
            return List.of();
        }
        Optional<Expression> condition =
                new StepParts(setting, known).condition(fields, setting.ledger().early(known));
        Scope before = known;
        List<Step.Http> inside = inside(fields);
        StepParts parts = new StepParts(setting, known);
        Scope answer = Vocabulary.afterRequest(setting.ledger().early(known));
        Optional<Step.Poll> poll = parts.poll(fields, answer);
        List<Step.Expectation> expectations = parts.expectations(fields, answer);
        List<Step.Capture> captures = parts.captures(fields, answer, condition.isPresent());
        known = condition.isPresent() ? maybe(before, parts.known()) : parts.known();
        poll.ifPresent(each -> slow(fields, each.limit()));
        return poll.filter(each -> !inside.isEmpty())
                .<List<Step>>map(each -> List.of(new Step.Repeat(
                        parts.name(fields, "poll"),
                        fields.place(),
                        fields.text("service"),
                        condition,
                        inside,
                        each,
                        expectations,
                        captures,
                        fields.duration("slow"))))
                .orElse(List.of());
    }

    private List<Step.Http> inside(Fields fields) {
        String title =
                setting.title() + fields.text("name").map(name -> name + " / ").orElse("");
        StepReader reader = new StepReader(setting.in(setting.phrases(), title, setting.row()), known);
        List<Step.Http> inside = new ArrayList<>();
        for (Node item : fields.items("steps")) {
            for (Step step : reader.read(item)) {
                if (step instanceof Step.Http http
                        && http.poll().isEmpty()
                        && http.session().isEmpty()) {
                    inside.add(http);
                } else {
                    problems.error(
                            step.place(), "the steps that a poll repeats ask by HTTP, once, and keep no session");
                }
            }
        }
        known = reader.known();
        return inside;
    }

    /** What was made under a condition may be absent. */
    private static Scope maybe(Scope before, Scope after) {
        Scope scope = after;
        for (String name : after.names()) {
            Type type = after.type(name).orElseThrow();
            if (before.type(name).isEmpty() && !type.isOptional()) {
                scope = scope.with(name, type.optional());
            }
        }
        return scope;
    }

    private void slow(Fields fields, Duration limit) {
        if (fields.duration("slow").filter(slow -> slow.compareTo(limit) >= 0).isPresent()) {
            problems.error(
                    fields.valuePlace("slow"),
                    "'slow' is never seen: the step fails after " + Scalars.text(limit),
                    "make it shorter");
        }
    }
}
