package dev.outrider.fleet;

/** The cluster, the network or the disk was in the way. The message says of what. */
public final class FleetException extends RuntimeException {
    public FleetException(String message) {
        super(message);
    }

    public FleetException(String message, Throwable cause) {
        super(message, cause);
    }
}
