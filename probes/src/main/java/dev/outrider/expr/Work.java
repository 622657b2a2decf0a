package dev.outrider.expr;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What one evaluation may still spend. CEL itself bounds only its iterations; the reads of large lists and the characters
 * of new text are bounded here, by whoever reads or makes them. One evaluation runs on one thread.
 */
final class Work {
    /** Iterations of all loops of one evaluation together. */
    static final int ITERATIONS = 100_000;

    private static final long READS = 20_000_000;
    private static final long CHARACTERS = 16_000_000;
    private static final ThreadLocal<@Nullable Work> CURRENT = new ThreadLocal<>();

    private final Names names;
    private long reads = READS;
    private long characters = CHARACTERS;
    private @Nullable String exceeded;

    private Work(Names names) {
        this.names = names;
    }

    /** Runs {@code evaluation} with a fresh allowance; what it overran is its outcome, whatever CEL made of it. */
    static Evaluation of(Names names, Supplier<Evaluation> evaluation) {
        Work outer = CURRENT.get();
        Work work = new Work(names);
        CURRENT.set(work);
        try {
            Evaluation found = evaluation.get();
            return work.exceeded == null ? found : new Evaluation.Limit(work.exceeded);
        } finally {
            CURRENT.set(outer);
        }
    }

    /** So many elements or characters are about to be looked at. */
    static void reads(long count) {
        Work work = CURRENT.get();
        if (work != null) {
            work.reads -= count;
            if (work.reads < 0) {
                throw work.stop("it reads more than " + READS + " items or characters");
            }
        }
    }

    /** A text or list of this size is about to be made. */
    static void makes(long size) {
        Work work = CURRENT.get();
        if (work != null) {
            work.characters -= size;
            if (work.characters < 0) {
                throw work.stop("it makes more than " + CHARACTERS + " characters");
            }
        }
    }

    /** What the names of this evaluation say, else {@code otherwise}. */
    static Object name(String name, Supplier<Object> otherwise) {
        Work work = CURRENT.get();
        Object value = work == null ? null : work.names.get(name);
        return value == null ? otherwise.get() : value;
    }

    private LimitReached stop(String reason) {
        exceeded = reason;
        return new LimitReached(reason);
    }

    /** Ends an evaluation; what CEL makes of it does not matter, since {@link Work} remembers. */
    static final class LimitReached extends RuntimeException {
        LimitReached(String reason) {
            super(reason, null, false, false);
        }
    }
}
