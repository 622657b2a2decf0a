package dev.outrider.run;

import dev.outrider.expr.Evaluation;
import dev.outrider.expr.Expression;
import dev.outrider.expr.Template;
import dev.outrider.expr.Values;
import dev.outrider.journey.Action;
import dev.outrider.result.Timings;
import dev.outrider.run.net.Turn;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The turns of a step's conversation: what is said in one may be made of what came before it. */
final class Talking {
    private final RunNames run;
    private final String kind;

    private Talking(RunNames run, String kind) {
        this.run = run;
        this.kind = kind;
    }

    static List<Turn> of(Action.Question question, RunNames run) {
        Talking talking = new Talking(run, question.kind());
        return question.talk().stream().map(talking::turn).toList();
    }

    private Turn turn(Action.Turn turn) {
        return switch (turn) {
            case Action.Say(Template text, boolean isHex) -> new Turn.Say(soFar -> words(text, soFar), isHex);
            case Action.Hear(Template text) -> new Turn.Hear(soFar -> words(text, soFar));
            case Action.Until(Expression condition) ->
                new Turn.Until(soFar -> isTrue(condition, soFar), condition.text());
        };
    }

    /** A limit of ours, or a name that nobody captured, is no fault of the one we talk to. */
    private String words(Template text, Map<String, Object> soFar) throws Turn.Unsayable {
        return switch (text.text(names(soFar), UnaryOperator.identity())) {
            case Evaluation.Value(Object value) -> Values.text(value);
            case Evaluation.Unfit(String reason) -> throw new Turn.Unsayable(reason);
            case Evaluation.Missing(String name) ->
                throw new IllegalArgumentException("what is said needs " + name + ", which was never captured");
            case Evaluation.Limit(String reason) ->
                throw new IllegalArgumentException("what is said goes beyond a limit: " + reason);
        };
    }

    /** A missing field means "not yet", as in a poll. */
    private boolean isTrue(Expression condition, Map<String, Object> soFar) {
        return condition.evaluate(names(soFar)) instanceof Evaluation.Value(Object value) && Boolean.TRUE.equals(value);
    }

    private FoundNames names(Map<String, Object> soFar) {
        return FoundNames.of(run, kind, soFar, Timings.NONE);
    }
}
