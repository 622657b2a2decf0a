package dev.outrider.agent.spool;

/** The spool's directory could not be used. The message says what was being done. */
public final class SpoolException extends RuntimeException {
    SpoolException(String message, Throwable cause) {
        super(message, cause);
    }
}
