package dev.outrider.agent.assignment;

/** The disk did not keep a plan. The message says which file. */
public final class AssignmentException extends RuntimeException {
    AssignmentException(String message, Throwable cause) {
        super(message, cause);
    }
}
