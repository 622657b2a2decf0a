package dev.outrider.expr;

import dev.cel.common.ast.CelExpr;
import dev.outrider.expr.Expression.Finding;
import dev.outrider.source.Passage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the parts of a condition that made it what it was. */
final class Explanation {
    private static final int MOST = 6;

    private final Passage passage;
    private final Spans spans;
    private final Map<Long, Object> values;
    private final Given given;
    private final List<Finding> findings = new ArrayList<>();

    /** @param values of the parts that were reached, by their CEL id */
    Explanation(Passage passage, Spans spans, Map<Long, Object> values, Given given) {
        this.passage = passage;
        this.spans = spans;
        this.values = values;
        this.given = given;
    }

    List<Finding> of(CelExpr root) {
        decided(root);
        return List.copyOf(findings.subList(0, Math.min(MOST, findings.size())));
    }

    /** A condition: goes on into the operands that decided it. */
    private void decided(CelExpr expr) {
        switch (expr.getKind()) {
            case CALL -> call(expr);
            case COMPREHENSION -> shown(expr.comprehension().iterRange());
            case SELECT -> shown(expr.select().testOnly() ? expr.select().operand() : expr);
            case IDENT -> shown(expr);
            case CONSTANT, LIST, MAP, STRUCT, NOT_SET -> {}
        }
    }

    private void call(CelExpr expr) {
        CelExpr.CelCall call = expr.call();
        switch (call.function()) {
            case "_&&_" -> call.args().stream().filter(this::notTrue).forEach(this::decided);
            case "_||_", "!_" -> call.args().forEach(this::decided);
            case "_?_:_" -> call.args().stream().filter(this::reached).forEach(this::decided);
            case "_==_", "_!=_" -> compared(call.args().getFirst(), call.args().getLast());
            default -> {
                call.target().ifPresent(this::shown);
                call.args().forEach(this::shown);
            }
        }
    }

    /** A number and a text that look alike are never equal: then the kinds are what matters. */
    private void compared(CelExpr left, CelExpr right) {
        Object one = operand(left);
        Object other = operand(right);
        boolean kinds = (one instanceof Number && other instanceof String)
                || (one instanceof String && other instanceof Number);
        shown(left, kinds ? kinds(one, other) : "");
        shown(right, kinds ? kinds(other, one) : "");
    }

    private static String kinds(@Nullable Object own, @Nullable Object other) {
        return own == null || other == null ? "" : ", " + Values.kind(own) + ", not " + Values.kind(other);
    }

    private @Nullable Object operand(CelExpr expr) {
        if (expr.getKind() != CelExpr.ExprKind.Kind.CONSTANT) {
            return value(expr);
        }
        return switch (expr.constant().getKind()) {
            case STRING_VALUE -> expr.constant().stringValue();
            case INT64_VALUE -> expr.constant().int64Value();
            case DOUBLE_VALUE -> expr.constant().doubleValue();
            default -> null;
        };
    }

    private boolean reached(CelExpr expr) {
        return values.containsKey(expr.id());
    }

    private boolean notTrue(CelExpr expr) {
        return !Boolean.TRUE.equals(values.get(expr.id()));
    }

    /** A value: shown when an answer gave it; of what could not be had, the part that could. */
    private void shown(CelExpr expr) {
        shown(expr, "");
    }

    /** @param kind said behind the value */
    private void shown(CelExpr expr, String kind) {
        if (isLiteral(expr)) {
            return;
        }
        Object value = value(expr);
        if (value == null) {
            inner(expr);
        } else {
            int start = spans.start(expr);
            findings.add(new Finding(
                    passage.at(start, spans.end(expr) - start),
                    spans.text(expr),
                    Shown.value(Values.fromCel(value)) + kind));
        }
    }

    /** CEL tells nothing of the objects on the way to a field: they are walked to again. */
    private @Nullable Object value(CelExpr expr) {
        Object traced = values.get(expr.id());
        if (traced != null) {
            return traced instanceof Exception ? null : traced;
        }
        return switch (expr.getKind()) {
            case IDENT -> given.peek(expr.ident().name());
            case SELECT ->
                value(expr.select().operand()) instanceof Map<?, ?> map
                        ? map.get(expr.select().field())
                        : null;
            case CALL, CONSTANT, LIST, MAP, STRUCT, COMPREHENSION, NOT_SET -> null;
        };
    }

    private void inner(CelExpr expr) {
        switch (expr.getKind()) {
            case SELECT -> shown(expr.select().operand());
            case CALL -> {
                expr.call().target().ifPresent(this::shown);
                expr.call().args().forEach(this::shown);
            }
            case COMPREHENSION -> shown(expr.comprehension().iterRange());
            case IDENT, CONSTANT, LIST, MAP, STRUCT, NOT_SET -> {}
        }
    }

    private static boolean isLiteral(CelExpr expr) {
        return switch (expr.getKind()) {
            case CONSTANT -> true;
            case LIST -> expr.list().elements().stream().allMatch(Explanation::isLiteral);
            case CALL ->
                expr.call().target().isEmpty()
                        && (expr.call().function().equals("duration")
                                || expr.call().function().equals("timestamp"));
            case IDENT, SELECT, COMPREHENSION, MAP, STRUCT, NOT_SET -> false;
        };
    }
}
