package dev.outrider.expr;

import dev.cel.common.CelErrorCode;
import dev.cel.runtime.CelEvaluationException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What CEL says of an evaluation that failed, in an author's words. */
final class Faults {
    private static final Pattern PREFIX = Pattern.compile("^evaluation error( at [^:]*:\\d+)?: ");
    private static final Pattern FIELD = Pattern.compile("Error resolving field '([^']*)'.*", Pattern.DOTALL);
    private static final Pattern OVERLOAD =
            Pattern.compile("No matching overload for function '([^']*)'.*", Pattern.DOTALL);

    private Faults() {}

    static String reason(CelEvaluationException failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof Unfit || cause instanceof Names.NotAvailable) {
                return String.valueOf(cause.getMessage());
            }
        }
        String message = PREFIX.matcher(String.valueOf(failed.getMessage())).replaceFirst("");
        return reason(failed.getErrorCode(), message);
    }

    private static String reason(CelErrorCode code, String message) {
        Matcher field = FIELD.matcher(message);
        Matcher overload = OVERLOAD.matcher(message);
        if (field.matches()) {
            return "no field '%s' here: it is not an object".formatted(field.group(1));
        }
        if (overload.matches()) {
            return "'%s' does not fit the types that were there".formatted(Operators.sign(overload.group(1)));
        }
        return switch (code) {
            case INDEX_OUT_OF_BOUNDS -> "the list has no item " + message.replaceAll("\\D", "");
            case DIVIDE_BY_ZERO -> "it divides by zero";
            case NUMERIC_OVERFLOW -> "a number is too large";
            case ATTRIBUTE_NOT_FOUND -> message.contains(" ") ? message : "no '" + message + "' here";
            default -> message;
        };
    }
}
