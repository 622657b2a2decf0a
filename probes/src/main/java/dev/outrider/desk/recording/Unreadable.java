package dev.outrider.desk.recording;

/** What was given is not a recording of the kind that was said; the message says why. */
public final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unreadable(String message) {
        super(message);
    }
}
