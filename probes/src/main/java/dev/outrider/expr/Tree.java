package dev.outrider.expr;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.outrider.source.Passage;
import dev.outrider.source.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Walks a checked expression once: notes the names it reads, and what only its form can tell is wrong. */
final class Tree {
    /** Items that one round of a loop may build: with the limit on rounds it bounds the memory. */
    private static final int ITEMS_A_ROUND = 32;

    private final Passage passage;
    private final Spans spans;
    private final Consumer<Problem> problems;
    private final List<Expression.Reading> readings = new ArrayList<>();
    private int itemsARound;
    private int mostItemsARound;

    Tree(Passage passage, Spans spans, Consumer<Problem> problems) {
        this.passage = passage;
        this.spans = spans;
        this.problems = problems;
    }

    List<Expression.Reading> read(CelExpr root) {
        walk(root, Set.of());
        if (mostItemsARound > ITEMS_A_ROUND) {
            problems.accept(
                    Problem.error(passage.place(), "a round of a loop may build at most " + ITEMS_A_ROUND + " items"));
        }
        return List.copyOf(readings);
    }

    /** @param locals names bound by loops around it */
    private void walk(CelExpr expr, Set<String> locals) {
        switch (expr.getKind()) {
            case IDENT -> name(expr, expr, Optional.empty(), locals);
            case SELECT -> select(expr, locals);
            case CALL -> call(expr.call(), locals);
            case LIST -> items(expr.list().elements(), locals);
            case MAP -> expr.map().entries().forEach(entry -> items(List.of(entry.key(), entry.value()), locals));
            case COMPREHENSION -> loop(expr.comprehension(), locals);
            case STRUCT, CONSTANT, NOT_SET -> {}
        }
    }

    private void select(CelExpr expr, Set<String> locals) {
        CelExpr operand = expr.select().operand();
        if (operand.getKind() == CelExpr.ExprKind.Kind.IDENT) {
            name(operand, expr, Optional.of(expr.select().field()), locals);
        } else {
            walk(operand, locals);
        }
    }

    private void name(CelExpr ident, CelExpr whole, Optional<String> field, Set<String> locals) {
        String name = ident.ident().name();
        if (!locals.contains(name) && !name.startsWith("@")) {
            int start = spans.start(whole);
            readings.add(new Expression.Reading(name, field, passage.at(start, spans.end(whole) - start)));
        }
    }

    private void call(CelExpr.CelCall call, Set<String> locals) {
        call.target().ifPresent(target -> walk(target, locals));
        if (isFieldByKey(call)) {
            name(
                    call.args().get(0),
                    call.args().get(0),
                    Optional.of(text(call.args().get(1)).orElse("")),
                    locals);
        } else {
            call.args().forEach(argument -> walk(argument, locals));
        }
        literals(call);
    }

    private static boolean isFieldByKey(CelExpr.CelCall call) {
        return (call.function().equals("_[_]") || call.function().equals("_?._"))
                && call.args().get(0).getKind() == CelExpr.ExprKind.Kind.IDENT
                && text(call.args().get(1)).isPresent();
    }

    private void items(List<CelExpr> items, Set<String> locals) {
        if (!locals.isEmpty()) {
            itemsARound += items.size();
            mostItemsARound = Math.max(mostItemsARound, itemsARound);
        }
        items.forEach(item -> walk(item, locals));
    }

    private void loop(CelExpr.CelComprehension loop, Set<String> locals) {
        walk(loop.iterRange(), locals);
        itemsARound = locals.isEmpty() ? 0 : itemsARound;
        Set<String> inside = new java.util.HashSet<>(locals);
        inside.addAll(List.of(loop.iterVar(), loop.iterVar2(), loop.accuVar()));
        walk(loop.accuInit(), locals);
        walk(loop.loopCondition(), inside);
        walk(loop.loopStep(), inside);
        walk(loop.result(), inside);
    }

    /** What is written out can be judged now: patterns, selectors, durations, instants. */
    private void literals(CelExpr.CelCall call) {
        switch (call.function()) {
            case "matches" -> pattern(call.args().getLast());
            case "text", "attr", "count", "form" ->
                literal(call.args().getFirst(), isOf("xml", call) ? XmlPath::complaint : Selectors::complaint);
            case "duration" -> literal(call.args().getFirst(), Literals::duration);
            case "timestamp" -> literal(call.args().getFirst(), Literals::timestamp);
            default -> {}
        }
    }

    private static boolean isOf(String name, CelExpr.CelCall call) {
        return call.target()
                .filter(target -> target.getKind() == CelExpr.ExprKind.Kind.IDENT)
                .filter(target -> target.ident().name().equals(name))
                .isPresent();
    }

    private void pattern(CelExpr argument) {
        if (text(argument).isEmpty()) {
            complain(argument, "a pattern must be written out, so that its cost is known");
        }
        literal(argument, Regexes::complaint);
    }

    private void literal(CelExpr argument, java.util.function.Function<String, Optional<String>> judge) {
        text(argument).flatMap(judge).ifPresent(complaint -> complain(argument, complaint));
    }

    private void complain(CelExpr part, String message) {
        int start = spans.start(part);
        problems.accept(Problem.error(passage.at(start, spans.end(part) - start), message));
    }

    private static Optional<String> text(CelExpr expr) {
        return expr.getKind() == CelExpr.ExprKind.Kind.CONSTANT
                        && expr.constant().getKind() == CelConstant.Kind.STRING_VALUE
                ? Optional.of(expr.constant().stringValue())
                : Optional.empty();
    }
}
