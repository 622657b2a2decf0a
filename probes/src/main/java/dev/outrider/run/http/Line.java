package dev.outrider.run.http;

/** What carries one customer's requests to their targets and the answers back. Used by one thread, which may wait. */
public interface Line extends AutoCloseable {
    /**
     * Makes one exchange, without following where it leads.
     *
     * @throws IllegalArgumentException when a header of the call cannot be sent
     */
    Reply exchange(Call call, Deadline deadline) throws InterruptedException;

    /** What holds the bodies of its answers until they are let go, or until it is closed. */
    default Share share() {
        return new Budget(Long.MAX_VALUE).share();
    }

    /** Closes whatever was opened. */
    @Override
    void close();
}
