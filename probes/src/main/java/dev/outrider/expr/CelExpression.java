package dev.outrider.expr;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelErrorCode;
import dev.cel.common.CelValidationException;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.outrider.source.Passage;
import dev.outrider.source.Place;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An expression that CEL has planned. What only a failure asks for, its tree and the places of its parts, is made again
 * then: kept, it would be half of what an agent with thousands of expressions holds.
 */
final class CelExpression implements Expression {
    static final int LARGEST_TEXT = 1 << 20;

    private final Passage passage;
    private final List<Reading> readings;
    private final Set<String> reads;
    private final Type type;
    private final CelRuntime.Program program;
    private final Scope scope;
    private final Set<String> optional;

    /** @param scope the names that it mentions */
    CelExpression(Passage passage, List<Reading> readings, Type type, CelRuntime.Program program, Scope scope) {
        this.passage = passage;
        this.readings = readings;
        this.reads = readings.stream().map(Reading::name).collect(Collectors.toUnmodifiableSet());
        this.type = type;
        this.program = program;
        this.scope = scope;
        this.optional = scope.optionals();
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
                .flatMap(field -> {
                    CelAbstractSyntaxTree tree = tree();
                    return new Selection(spans(tree), given, field).complaint(tree.getExpr());
                })
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
        CelAbstractSyntaxTree tree = tree();
        return new Explanation(passage, spans(tree), values, given).of(tree.getExpr());
    }

    /** The one that was planned, down to the numbers of its parts. */
    private CelAbstractSyntaxTree tree() {
        try {
            return Checker.check(text(), scope.types()).getAst();
        } catch (CelValidationException wasFineBefore) {
            throw new IllegalStateException(text() + " compiled before", wasFineBefore);
        }
    }

    private Spans spans(CelAbstractSyntaxTree tree) {
        return new Spans(text(), tree.getSource().getPositionsMap());
    }

    @Override
    public String toString() {
        return text();
    }
}
