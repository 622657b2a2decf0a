package dev.outrider.coordinator.store;

/** The database or its disk failed us. The message is a sentence: what could not be done, why, and what to do. */
public final class StoreException extends RuntimeException {
    /** @param doing completes "could not …" */
    public StoreException(String doing, String why) {
        super("could not %s: %s".formatted(doing, why));
    }

    /** @param doing completes "could not …" */
    public StoreException(String doing, Throwable cause) {
        super("could not %s: %s".formatted(doing, Trouble.reason(cause)), cause);
    }
}
