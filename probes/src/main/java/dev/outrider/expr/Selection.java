package dev.outrider.expr;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds what it was that had no fields. */
final class Selection {
    private static final Set<String> SIZES = Set.of("length", "size", "count", "len");

    private final Spans spans;
    private final Given given;
    private final String field;

    /** @param field that could not be read */
    Selection(Spans spans, Given given, String field) {
        this.spans = spans;
        this.given = given;
        this.field = field;
    }

    /** What stood there instead of an object; empty when it cannot be walked to, as within a loop. */
    Optional<String> complaint(CelExpr expr) {
        if (expr.getKind() == CelExpr.ExprKind.Kind.SELECT) {
            CelExpr operand = expr.select().operand();
            Object value = expr.select().field().equals(field) ? value(operand) : null;
            return value == null || value instanceof Map ? complaint(operand) : Optional.of(of(operand, value));
        }
        return expr.getKind() == CelExpr.ExprKind.Kind.CALL ? within(expr.call()) : Optional.empty();
    }

    private Optional<String> within(CelExpr.CelCall call) {
        return java.util.stream.Stream.concat(call.target().stream(), call.args().stream())
                .flatMap(part -> complaint(part).stream())
                .findFirst();
    }

    private String of(CelExpr operand, Object value) {
        String text = spans.text(operand);
        String plain = "no field '%s' here: %s is %s".formatted(field, text, Values.kind(Values.fromCel(value)));
        if (SIZES.contains(field) && (value instanceof List || value instanceof String)) {
            return plain + "; write " + text + ".size()";
        }
        return value instanceof List ? plain + "; of its first item it is " + text + "[0]." + field : plain;
    }

    private @Nullable Object value(CelExpr expr) {
        return switch (expr.getKind()) {
            case IDENT -> given.peek(expr.ident().name());
            case SELECT ->
                value(expr.select().operand()) instanceof Map<?, ?> map
                        ? map.get(expr.select().field())
                        : null;
            case CALL -> item(expr.call());
            case CONSTANT, LIST, MAP, STRUCT, COMPREHENSION, NOT_SET -> null;
        };
    }

    private @Nullable Object item(CelExpr.CelCall call) {
        if (!call.function().equals("_[_]") || call.args().get(1).getKind() != CelExpr.ExprKind.Kind.CONSTANT) {
            return null;
        }
        Object owner = value(call.args().get(0));
        CelConstant key = call.args().get(1).constant();
        return switch (key.getKind()) {
            case INT64_VALUE ->
                owner instanceof List<?> list && key.int64Value() >= 0 && key.int64Value() < list.size()
                        ? list.get((int) key.int64Value())
                        : null;
            case STRING_VALUE -> owner instanceof Map<?, ?> map ? map.get(key.stringValue()) : null;
            default -> null;
        };
    }
}
