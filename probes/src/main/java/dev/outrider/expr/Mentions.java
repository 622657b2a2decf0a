package dev.outrider.expr;

import dev.cel.common.ast.CelExpr;
import java.util.HashSet;
import java.util.Set;

/**
 * The words of a parsed expression, before anybody knows what they mean.
 *
 * @param names of variables, loops' own included
 * @param functions without what may stand before their last dot
 */
record Mentions(Set<String> names, Set<String> functions) {
    static Mentions in(CelExpr expr) {
        Mentions mentions = new Mentions(new HashSet<>(), new HashSet<>());
        mentions.collect(expr);
        return mentions;
    }

    private void collect(CelExpr expr) {
        switch (expr.getKind()) {
            case IDENT -> names.add(expr.ident().name());
            case SELECT -> collect(expr.select().operand());
            case CALL -> {
                functions.add(
                        expr.call().function().substring(expr.call().function().lastIndexOf('.') + 1));
                expr.call().target().ifPresent(this::collect);
                expr.call().args().forEach(this::collect);
            }
            case LIST -> expr.list().elements().forEach(this::collect);
            case MAP ->
                expr.map().entries().forEach(entry -> {
                    collect(entry.key());
                    collect(entry.value());
                });
            case COMPREHENSION -> {
                CelExpr.CelComprehension loop = expr.comprehension();
                collect(loop.iterRange());
                collect(loop.accuInit());
                collect(loop.loopCondition());
                collect(loop.loopStep());
                collect(loop.result());
            }
            case STRUCT, CONSTANT, NOT_SET -> {}
        }
    }
}
