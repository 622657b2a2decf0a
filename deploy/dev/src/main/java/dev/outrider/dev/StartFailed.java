package dev.outrider.dev;

/** Something of the fleet could not start; the message is a sentence for the person at the terminal. */
public final class StartFailed extends RuntimeException {
    public StartFailed(String sentence) {
        super(sentence);
    }
}
