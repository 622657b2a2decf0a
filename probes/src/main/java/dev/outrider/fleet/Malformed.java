package dev.outrider.fleet;

/** Bytes that are no message of ours. The text says where and why; nothing was done with them. */
public final class Malformed extends RuntimeException {
    public Malformed(String message) {
        super(message);
    }
}
