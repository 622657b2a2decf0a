package dev.outrider.fleet;

import java.util.Map;
import java.util.Optional;

/**
 * What a coordinator does with what agents say. Called on virtual threads, many at once, and may block. Throw
 * {@link Refused} to say no with a sentence, {@link FleetException} to have the agent try again later; so it will after
 * anything else, which is logged as a fault.
 */
public interface FleetHandler {
    /** The clock, the epoch, and the plan when the agent's is not it. */
    Welcome hello(Hello hello, Signed by);

    /** The bundle with this SHA-256, if it is known here. */
    Optional<Bundle> bundle(String digest);

    /**
     * Returns after the commit.
     *
     * @param unreadable results of the batch that could not be read, by run id, to the reason; the ack refuses them too
     */
    Ack deliver(Batch batch, Map<String, String> unreadable, Signed by);
}
