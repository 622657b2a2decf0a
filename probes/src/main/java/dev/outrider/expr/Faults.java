package dev.outrider.expr;

import dev.cel.common.CelErrorCode;
import dev.cel.runtime.CelEvaluationException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What CEL says of an evaluation that failed, in an author's words. */
final class Faults {
    private static final Pattern PREFIX = Pattern.compile("^evaluation error( at [^:]*:\\d+)?: ");
    private static final Pattern FIELD = Pattern.compile("Error resolving field '([^']*)'.*", Pattern.DOTALL);
    private static final Pattern OVERLOAD =
            Pattern.compile("No matching overload for function '([^']*)'.*", Pattern.DOTALL);

    /** A condition of CEL's that is handed an error shows the error's insides; the error itself is what is wanted. */
    private static final Pattern CONDITION = Pattern.compile("Expected boolean value, found :(.*)", Pattern.DOTALL);

    private static final Pattern ERROR =
            Pattern.compile("ErrorValue\\{exprId=\\d+, value=((?:[\\w.$]+: )+)(.*)}", Pattern.DOTALL);
    /** What a function of ours said is lost on that way. */
    private static final Pattern FUNCTION = Pattern.compile("Function '([^']*)' failed with arg.*", Pattern.DOTALL);

    private static final Map<String, CelErrorCode> CODES = Map.of(
            "CelIndexOutOfBoundsException",
            CelErrorCode.INDEX_OUT_OF_BOUNDS,
            "CelDivideByZeroException",
            CelErrorCode.DIVIDE_BY_ZERO,
            "CelNumericOverflowException",
            CelErrorCode.NUMERIC_OVERFLOW,
            "CelAttributeNotFoundException",
            CelErrorCode.ATTRIBUTE_NOT_FOUND);

    private Faults() {}

    /** The field that was asked of something that has no fields. */
    static Optional<String> unselected(CelEvaluationException failed) {
        Matcher field = FIELD.matcher(message(failed));
        return field.matches() ? Optional.of(field.group(1)) : Optional.empty();
    }

    private static String message(CelEvaluationException failed) {
        return PREFIX.matcher(String.valueOf(failed.getMessage())).replaceFirst("");
    }

    static String reason(CelEvaluationException failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof Unfit || cause instanceof Names.NotAvailable) {
                return String.valueOf(cause.getMessage());
            }
        }
        String message = message(failed);
        Matcher condition = CONDITION.matcher(message);
        return condition.matches() ? condition(condition.group(1)) : reason(failed.getErrorCode(), message);
    }

    private static String condition(String found) {
        Matcher error = ERROR.matcher(found);
        if (!error.matches()) {
            return "a condition is true or false, and here it was " + Shown.text(found, 40);
        }
        CelErrorCode code = CODES.entrySet().stream()
                .filter(known -> error.group(1).contains(known.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(CelErrorCode.INTERNAL_ERROR);
        return reason(code, error.group(2));
    }

    private static String reason(CelErrorCode code, String message) {
        Matcher field = FIELD.matcher(message);
        Matcher overload = OVERLOAD.matcher(message);
        if (field.matches()) {
            return "no field '%s' here: it is not an object".formatted(field.group(1));
        }
        Matcher function = FUNCTION.matcher(message);
        if (function.matches()) {
            return "'%s' cannot be done with what was there".formatted(function.group(1));
        }
        if (overload.matches()) {
            return "'%s' does not fit the types that were there".formatted(Operators.sign(overload.group(1)));
        }
        return Conversions.complaint(message).orElseGet(() -> said(code, message));
    }

    private static String said(CelErrorCode code, String message) {
        return switch (code) {
            case INDEX_OUT_OF_BOUNDS -> "the list has no item " + message.replaceAll("\\D", "");
            case DIVIDE_BY_ZERO -> "it divides by zero";
            case NUMERIC_OVERFLOW -> "a number is too large";
            case ATTRIBUTE_NOT_FOUND -> message.contains(" ") ? message : "no '" + message + "' here";
            default -> message;
        };
    }
}
