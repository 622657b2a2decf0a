package dev.outrider.fleet;

/** A coordinator understood and said no. The message is a sentence that says what to do. */
public final class Refused extends RuntimeException {
    public Refused(String reason) {
        super(reason);
    }
}
