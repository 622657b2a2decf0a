package dev.outrider.expr;

import org.jspecify.annotations.Nullable;

/**
 * The values an expression may read, by their first name ({@code status}, {@code json}, {@code env}, a capture).
 * A value is one that {@link Values} made, or a Boolean, Long, Double, String, Duration, Instant, List or Map of such.
 */
@FunctionalInterface
public interface Names {
    /** The name under which an evaluation may be given its own {@link java.util.random.RandomGenerator}. */
    String RANDOM = "@random";

    /**
     * The value, or null when it does not exist at this moment (a capture that never happened).
     *
     * @throws NotAvailable when it should exist and cannot be made, for example {@code json} of a page that is not JSON
     */
    @Nullable
    Object get(String name);

    /** Told of a value that goes into what is sent: who knows what the expression reads may want to hide it. */
    default void written(Expression expression, Object value) {}

    /** A name whose value the target's answer could not give. */
    final class NotAvailable extends RuntimeException {
        public NotAvailable(String reason) {
            super(reason);
        }
    }
}
