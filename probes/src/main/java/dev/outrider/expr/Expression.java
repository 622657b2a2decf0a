package dev.outrider.expr;

import dev.outrider.source.Place;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A compiled expression. Immutable, safe to evaluate from many threads at once. */
public interface Expression {
    /** As the author wrote it. */
    String text();

    /** Where it begins. */
    Place place();

    /** The first names it reads: {@code status}, {@code env}, a capture. */
    Set<String> reads();

    /** What is known of its value. */
    Type type();

    /** Every use of a first name, in the order of the text. */
    List<Reading> readings();

    /** Evaluates it within the limits of an expression (iterations, size). Never throws for what an answer holds. */
    Evaluation evaluate(Names names);

    /**
     * The leaves of it that decided, with their values, for the message of an expectation that failed: of
     * {@code json.state == 'CONFIRMED'} it is {@code json.state was 'PENDING'}.
     */
    List<Finding> explain(Names names);

    /**
     * One use of a name.
     *
     * @param field the field of it that is read, empty when all of it is
     * @param place of name and field
     */
    record Reading(String name, Optional<String> field, Place place) {}

    /**
     * A part of an expression with the value it had.
     *
     * @param place where the part stands in the author's file
     * @param value as a person would write it, a {@link dev.outrider.source.Quotation} of 200 characters
     */
    record Finding(Place place, String part, String value) {}
}
