package dev.outrider.expr;

import dev.cel.common.ast.CelExpr;
import java.util.List;
import java.util.Map;

/** Where the parts of an expression begin and end in its text, in code points. */
final class Spans {
    private static final String OPENING = "([{";
    private static final String CLOSING = ")]}";

    private final int[] text;
    private final Map<Long, Integer> positions;

    /** @param positions what CEL notes: of an operator and a selection its sign, of a call its parenthesis */
    Spans(String text, Map<Long, Integer> positions) {
        this.text = text.codePoints().toArray();
        this.positions = positions;
    }

    int start(CelExpr expr) {
        int at = at(expr);
        return switch (expr.getKind()) {
            case SELECT ->
                expr.select().testOnly()
                        ? Math.max(0, at - "has".length())
                        : start(expr.select().operand());
            case COMPREHENSION -> start(expr.comprehension().iterRange());
            case CALL -> callStart(expr.call(), at);
            default -> at;
        };
    }

    private int callStart(CelExpr.CelCall call, int at) {
        if (call.target().isPresent()) {
            return start(call.target().get());
        }
        List<CelExpr> args = call.args();
        boolean prefix = call.function().equals("!_") || call.function().equals("-_");
        if (isOperator(call)) {
            return prefix || args.isEmpty() ? at : start(args.getFirst());
        }
        return Math.max(0, at - call.function().length());
    }

    /** Exclusive. */
    int end(CelExpr expr) {
        int at = at(expr);
        int end = switch (expr.getKind()) {
            case IDENT -> at + length(expr.ident().name());
            case CONSTANT -> literalEnd(at);
            case SELECT ->
                expr.select().testOnly()
                        ? closing(at)
                        : at + 1 + length(expr.select().field());
            case CALL -> callEnd(expr.call(), at);
            default -> closing(at);
        };
        return Math.clamp(end, 0, text.length);
    }

    private int callEnd(CelExpr.CelCall call, int at) {
        if (!isOperator(call)) {
            return closing(at);
        }
        return switch (call.function()) {
            case "_[_]", "_[?_]" -> closing(at);
            case "_?._" -> at + 2 + length(call.args().get(1).constant().stringValue());
            default -> end(call.args().getLast());
        };
    }

    static boolean isOperator(CelExpr.CelCall call) {
        String function = call.function();
        return function.equals("@in") || (function.contains("_") && !Character.isLetter(function.charAt(0)));
    }

    private int at(CelExpr expr) {
        return positions.getOrDefault(expr.id(), 0);
    }

    private static int length(String name) {
        return name.codePointCount(0, name.length());
    }

    private int literalEnd(int at) {
        int i = at;
        while (i < text.length && "rRbB".indexOf(text[i]) >= 0) {
            i++;
        }
        if (i < text.length && isQuote(text[i])) {
            return quoteEnd(i);
        }
        i = Math.max(at, i - 1);
        while (i < text.length
                && (Character.isLetterOrDigit(text[i]) || text[i] == '.' || (i == at && text[i] == '-'))) {
            i++;
        }
        return i;
    }

    /** After the bracket that closes the first one at or after {@code from}. */
    private int closing(int from) {
        int depth = 0;
        for (int i = from; i < text.length; i++) {
            if (isQuote(text[i])) {
                i = quoteEnd(i) - 1;
            } else if (OPENING.indexOf(text[i]) >= 0) {
                depth++;
            } else if (CLOSING.indexOf(text[i]) >= 0 && --depth <= 0) {
                return i + 1;
            }
        }
        return text.length;
    }

    private static boolean isQuote(int codePoint) {
        return codePoint == '\'' || codePoint == '"';
    }

    /** After the quote that closes the one at {@code from}. */
    private int quoteEnd(int from) {
        for (int i = from + 1; i < text.length; i++) {
            if (text[i] == '\\') {
                i++;
            } else if (text[i] == text[from]) {
                return i + 1;
            }
        }
        return text.length;
    }

    String text(CelExpr expr) {
        int start = Math.clamp(start(expr), 0, text.length);
        int end = Math.max(start, end(expr));
        return new String(text, start, end - start);
    }
}
