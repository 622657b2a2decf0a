package dev.outrider.run.http;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;

/**
 * Who watches the network of one run while it is made. Nothing of it has passed redaction, so none of it may leave this
 * process as it is. Told on event loops and on the thread of the run, one at a time.
 */
public interface Sightings {
    /** Nobody. */
    Sightings NONE = new Sightings() {};

    /** A name stands for these addresses. */
    default void resolved(String host, List<InetAddress> addresses) {}

    /**
     * A server showed its certificates, also where they were then refused.
     *
     * @param address IP and port
     */
    default void shook(String address, Handshake handshake) {}

    /** An exchange is over. */
    default void replied(Call call, Reply reply) {}

    /** A question of another protocol was answered, with what expressions read of it. */
    default void found(String kind, Map<String, Object> fields) {}
}
