package dev.outrider.coordinator.stream;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Server-sent events to everyone who listens. It may be told from any thread; every listener sees them in one order. */
public final class Broadcast implements AutoCloseable {
    private static final Duration KEEP = Duration.ofMinutes(5);
    private static final int MOST = 20_000;
    private static final Duration PING = Duration.ofSeconds(15);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Vertx vertx;
    private final InstantSource clock;
    private final String boot;
    private final long timer;
    private final ReentrantLock lock = new ReentrantLock();
    private final Ring ring;
    private final Set<Listener> listeners = new LinkedHashSet<>();

    /** @param boot number of this start of the coordinator: no two starts may share it */
    public Broadcast(Vertx vertx, InstantSource clock, String boot) {
        this.vertx = vertx;
        this.clock = clock;
        this.boot = boot;
        this.ring = new Ring(boot, KEEP, MOST);
        this.timer = vertx.setPeriodic(PING.toMillis(), tick -> ping());
    }

    /**
     * Tells everyone who wants to hear of the topic.
     *
     * @param key what it tells of: whoever is slow gets only the newest event of each key
     */
    public void publish(String topic, String key, JsonObject data) {
        lock.lock();
        try {
            Ring.Event event = ring.add(clock.instant(), topic, key, data.encode());
            Frame frame = Frame.of(ring.id(event.seq()), event);
            listeners.forEach(listener -> listener.offer(frame));
        } finally {
            lock.unlock();
        }
    }

    /** Sends all that comes to this response, after what it missed since {@code lastId}. */
    public void listen(HttpServerResponse response, Set<String> topics, @Nullable String lastId) {
        Listener listener = new Listener(vertx.getOrCreateContext(), response, topics, clock);
        lock.lock();
        try {
            listener.offer(Frame.opening(greeting(lastId)));
            missed(lastId).forEach(event -> listener.offer(Frame.of(ring.id(event.seq()), event)));
            listeners.add(listener);
        } finally {
            lock.unlock();
        }
        response.closeHandler(gone -> forget(listener));
        response.exceptionHandler(gone -> forget(listener));
    }

    /** {@code hello} to a new listener; {@code reset} to one who missed more than is kept, and must ask again. */
    private String greeting(@Nullable String lastId) {
        if (lastId != null && ring.after(lastId).isPresent()) {
            return "";
        }
        JsonObject data = new JsonObject().put("at", now()).put("boot", boot);
        return "id: %s\nevent: %s\ndata: %s\n\n".formatted(ring.newest(), lastId == null ? "hello" : "reset", data);
    }

    private List<Ring.Event> missed(@Nullable String lastId) {
        return lastId == null ? List.of() : ring.after(lastId).orElse(List.of());
    }

    private void ping() {
        Frame ping = Frame.ping(new JsonObject().put("at", now()));
        lock.lock();
        try {
            for (Listener listener : List.copyOf(listeners)) {
                if (listener.stuckFor(PATIENCE)) {
                    listeners.remove(listener);
                    listener.drop();
                } else {
                    listener.offer(ping);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private String now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS).toString();
    }

    private void forget(Listener listener) {
        lock.lock();
        try {
            listeners.remove(listener);
        } finally {
            lock.unlock();
        }
    }

    /** How many listen now. */
    public int listeners() {
        lock.lock();
        try {
            return listeners.size();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        vertx.cancelTimer(timer);
        lock.lock();
        try {
            listeners.forEach(Listener::drop);
            listeners.clear();
        } finally {
            lock.unlock();
        }
    }
}
