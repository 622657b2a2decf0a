package dev.outrider.coordinator.stream;

import io.vertx.core.Context;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One who listens to the stream. While its line is full, what waits for it is bounded: only the newest frame of each
 * key. All of its state but {@code fullSince} lives on its context.
 */
final class Listener {
    private final Context context;
    private final HttpServerResponse response;
    private final Set<String> topics;
    private final InstantSource clock;
    private final Map<String, Frame> waiting = new LinkedHashMap<>();
    private volatile @Nullable Instant fullSince;

    Listener(Context context, HttpServerResponse response, Set<String> topics, InstantSource clock) {
        this.context = context;
        this.response = response;
        this.topics = topics;
        this.clock = clock;
    }

    /** Sends it as soon as the line allows, unless nobody asked for its topic. */
    void offer(Frame frame) {
        if (frame.topic().isEmpty() || topics.contains(frame.topic())) {
            context.runOnContext(now -> send(frame));
        }
    }

    private void send(Frame frame) {
        if (response.closed() || response.ended()) {
            return;
        }
        if (response.writeQueueFull()) {
            wait(frame);
        } else {
            response.write(frame.text());
        }
    }

    private void wait(Frame frame) {
        // Out first, so that the order stays that of the ids.
        waiting.remove(frame.key());
        waiting.put(frame.key(), frame);
        if (fullSince == null) {
            fullSince = clock.instant();
            response.drainHandler(free -> flush());
        }
    }

    private void flush() {
        fullSince = null;
        Map<String, Frame> frames = new LinkedHashMap<>(waiting);
        waiting.clear();
        frames.values().forEach(this::send);
    }

    boolean stuckFor(Duration patience) {
        Instant since = fullSince;
        return since != null && since.isBefore(clock.instant().minus(patience));
    }

    /** It comes back by itself, and is told what it missed. */
    void drop() {
        context.runOnContext(now -> response.reset());
    }
}
