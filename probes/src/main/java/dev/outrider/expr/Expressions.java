package dev.outrider.expr;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.runtime.CelEvaluationException;
import dev.outrider.source.Passage;
import dev.outrider.source.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Compiles expressions: text and the names in scope, to something that can be evaluated, or to problems with places. */
public final class Expressions {
    private Expressions() {}

    /** Empty when {@code problems} got an error. Takes milliseconds at most: never on an event loop. */
    public static Optional<Expression> compile(Passage passage, Scope scope, Consumer<Problem> problems) {
        Optional<Problem> misread = Complaints.beforehand(passage);
        if (misread.isPresent()) {
            problems.accept(misread.get());
            return Optional.empty();
        }
        try {
            return check(passage, scope, problems);
        } catch (CelValidationException | CelEvaluationException | StackOverflowError beyondCel) {
            problems.accept(Problem.error(passage.place(), "this expression is nested too deeply"));
            return Optional.empty();
        }
    }

    private static Optional<Expression> check(Passage passage, Scope scope, Consumer<Problem> problems)
            throws CelValidationException, CelEvaluationException {
        CelValidationResult checked = Checker.check(passage.text(), scope.types());
        if (checked.hasError()) {
            new Complaints(passage, scope).of(checked.getErrors()).forEach(problems);
            return Optional.empty();
        }
        CelAbstractSyntaxTree tree = checked.getAst();
        Spans spans = new Spans(passage.text(), tree.getSource().getPositionsMap());
        List<Problem> found = new ArrayList<>();
        List<Expression.Reading> readings = new Tree(passage, spans, found::add).read(tree.getExpr());
        if (!found.isEmpty()) {
            found.forEach(problems);
            return Optional.empty();
        }
        return Optional.of(new CelExpression(
                passage,
                readings,
                Type.of(tree.getResultType()),
                Checker.plan(tree),
                scope.only(Mentions.in(tree.getExpr()).names())));
    }
}
