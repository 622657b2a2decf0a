package dev.outrider.fleet;

import io.vertx.core.Future;

/**
 * An agent's way to a coordinator. Every call is request and reply to a named coordinator with a time limit; a failed
 * future means "try again later", never that something was lost.
 */
public interface FleetLink {
    /** Says that the agent lives; the answer brings the clock, the epoch, and the plan when the agent's is not it. */
    Future<Welcome> hello(Hello hello);

    /** The first of these bundles, as many as one message holds; ask again for the rest. */
    Future<BundleReply> bundles(BundleRequest request);

    /** Hands over results; when the future succeeds they are committed, or refused for ever with a reason. */
    Future<Ack> deliver(Batch batch);
}
