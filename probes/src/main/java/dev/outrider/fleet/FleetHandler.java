package dev.outrider.fleet;

/**
 * What a coordinator does with what agents say. Called on virtual threads, many at once, and may block. Throw
 * {@link Refused} to say no with a sentence; whatever else is thrown tells the agent to try again later.
 */
public interface FleetHandler {
    /** The clock, the epoch, and the plan when the agent's is not it. */
    Welcome hello(Hello hello, Signed by);

    /** The bundle with this SHA-256. */
    Bundle bundle(String digest);

    /** Returns after the commit. */
    Ack deliver(Batch batch, Signed by);
}
