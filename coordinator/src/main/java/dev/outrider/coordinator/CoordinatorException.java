package dev.outrider.coordinator;

/** A coordinator cannot start, or cannot go on. The message is a sentence that says what to do. */
final class CoordinatorException extends RuntimeException {
    CoordinatorException(String message) {
        super(message);
    }

    CoordinatorException(String message, Throwable cause) {
        super(message, cause);
    }
}
