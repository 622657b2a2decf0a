package dev.outrider.coordinator.api;

import org.jspecify.annotations.Nullable;

/** A request that is answered with a problem; thrown by handlers, written by {@link Problems}. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final ProblemType type;
    private final @Nullable String parameter;

    private Refusal(ProblemType type, @Nullable String parameter, String detail) {
        super(detail, null, false, false);
        this.type = type;
        this.parameter = parameter;
    }

    static Refusal notFound(String detail) {
        return new Refusal(ProblemType.NOT_FOUND, null, detail);
    }

    /** @param detail what is wrong with it, and what is allowed */
    static Refusal parameter(String name, String detail) {
        return new Refusal(ProblemType.BAD_PARAMETER, name, detail);
    }

    ProblemType type() {
        return type;
    }

    /** The query parameter at fault. */
    @Nullable
    String parameter() {
        return parameter;
    }

    String detail() {
        return String.valueOf(getMessage());
    }
}
