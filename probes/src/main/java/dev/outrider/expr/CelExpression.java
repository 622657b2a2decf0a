package dev.outrider.expr;

import dev.cel.common.CelErrorCode;
import dev.cel.common.ast.CelExpr;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.outrider.source.Passage;
import dev.outrider.source.Place;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** An expression that CEL has planned. */
final class CelExpression implements Expression {
    static final int LARGEST_TEXT = 1 << 20;

    private final Passage passage;
    private final List<Reading> readings;
    private final Set<String> reads;
    private final Type type;
    private final CelRuntime.Program program;
    private final CelExpr tree;
    private final Spans spans;
    private final Set<String> optional;

    CelExpression(
            Passage passage,
            List<Reading> readings,
            Type type,
            CelRuntime.Program program,
            CelExpr tree,
            Spans spans,
            Set<String> optional) {
        this.passage = passage;
        this.readings = readings;
        this.reads = readings.stream().map(Reading::name).collect(Collectors.toUnmodifiableSet());
        this.type = type;
        this.program = program;
        this.tree = tree;
        this.spans = spans;
        this.optional = optional;
    }

    @Override
    public String text() {
        return passage.text();
    }

    @Override
    public Place place() {
        return passage.place();
    }

    @Override
    public Set<String> reads() {
        return reads;
    }

    @Override
    public Type type() {
        return type;
    }

    @Override
    public List<Reading> readings() {
        return readings;
    }

    @Override
    public Evaluation evaluate(Names names) {
        return Work.of(names, () -> evaluate(new Given(names, optional)));
    }

    private Evaluation evaluate(Given given) {
        try {
            Object value = Values.fromCel(program.eval(given));
            return value instanceof String text && text.length() > LARGEST_TEXT
                    ? new Evaluation.Limit("its text is longer than 1 MiB")
                    : new Evaluation.Value(value);
        } catch (CelEvaluationException failed) {
            return failure(failed, given);
        } catch (StackOverflowError tooDeep) {
            return new Evaluation.Limit("it is nested too deeply");
        }
    }

    private Evaluation failure(CelEvaluationException failed, Given given) {
        if (failed.getErrorCode() == CelErrorCode.ITERATION_BUDGET_EXCEEDED) {
            return new Evaluation.Limit("its loops take more than %,d rounds".formatted(Work.ITERATIONS));
        }
        if (given.missing() != null) {
            return new Evaluation.Missing(given.missing());
        }
        return new Evaluation.Unfit(Faults.unselected(failed)
                .flatMap(field -> new Selection(spans, given, field).complaint(tree))
                .orElseGet(() -> Faults.reason(failed)));
    }

    @Override
    public List<Finding> explain(Names names) {
        Map<Long, Object> values = new HashMap<>();
        Given given = new Given(names, optional);
        Work.of(names, () -> {
            try {
                program.trace(given, (part, value) -> values.put(part.id(), value));
            } catch (CelEvaluationException | StackOverflowError alreadyKnown) {
                // What was reached before is what there is to show.
            }
            return new Evaluation.Value(Values.NULL);
        });
        return new Explanation(passage, spans, values, given).of(tree);
    }

    @Override
    public String toString() {
        return text();
    }
}
