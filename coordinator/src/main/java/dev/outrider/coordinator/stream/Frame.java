package dev.outrider.coordinator.stream;

import io.vertx.core.json.JsonObject;

/**
 * An event as it stands on the wire.
 *
 * @param topic empty for what everyone gets
 * @param key of two waiting frames with one key only the later is sent; empty for those that all are sent
 */
record Frame(String topic, String key, String text) {
    static Frame of(String id, Ring.Event event) {
        String text = "id: %s\nevent: %s\ndata: %s\n\n".formatted(id, event.topic(), event.data());
        return new Frame(event.topic(), event.key(), text);
    }

    /** The first that a listener gets: how soon to come back after a loss, and a greeting where there is one. */
    static Frame opening(String greeting) {
        return new Frame("", "opening", "retry: 2000\n\n" + greeting);
    }

    /** Not a comment: scripts on a page do not see those, and must notice a silent line. */
    static Frame ping(JsonObject data) {
        return new Frame("", "ping", "event: ping\ndata: %s\n\n".formatted(data.encode()));
    }
}
