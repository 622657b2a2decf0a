package dev.outrider.expr;

import java.util.Map;

/** CEL's inner names of operators, as they are written. */
final class Operators {
    private static final Map<String, String> SIGNS =
            Map.of("@in", "in", "_[_]", "[ ]", "_?_:_", "? :", "@not_strictly_false", "all");

    private Operators() {}

    static String sign(String function) {
        String special = SIGNS.get(function);
        return special != null
                ? special
                : function.startsWith("_") || function.endsWith("_") ? function.replace("_", "") : function;
    }

    static boolean isComparison(String function) {
        return switch (function) {
            case "_==_", "_!=_", "_<_", "_<=_", "_>_", "_>=_" -> true;
            default -> false;
        };
    }
}
