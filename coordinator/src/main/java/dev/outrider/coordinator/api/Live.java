package dev.outrider.coordinator.api;

import dev.outrider.coordinator.catalog.Watch;
import dev.outrider.coordinator.ingest.RunSummary;
import dev.outrider.coordinator.timeline.Transition;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The live stream: what happens now, to everyone who listens, as server-sent events. It may be told from any thread;
 * every listener sees the events in one order.
 */
public final class Live implements AutoCloseable {
    static final List<String> TOPICS = List.of("state", "run", "agents", "catalog");
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
    public Live(Vertx vertx, InstantSource clock, String boot) {
        this.vertx = vertx;
        this.clock = clock;
        this.boot = boot;
        this.ring = new Ring(boot, KEEP, MOST);
        this.timer = vertx.setPeriodic(PING.toMillis(), tick -> ping());
    }

    String boot() {
        return boot;
    }

    public void state(Transition change) {
        JsonObject data = Shapes.watch(change.watch())
                .put("region", change.region().orElse(null))
                .put("from", change.from().word())
                .put("to", change.to().word())
                .put("since", Shapes.time(change.since()))
                .put("at", Shapes.time(change.at()));
        publish("state", "state " + change.watch() + " " + change.region().orElse(""), data);
    }

    public void run(RunSummary run) {
        Watch watch = new Watch(run.key().journey(), run.key().environment());
        publish("run", "run " + watch + " " + run.key().region(), RunJson.summary(run));
    }

    /** Agents came, went, or got another plan. */
    public void agents(int live, int known) {
        publish("agents", "agents", new JsonObject().put("live", live).put("known", known));
    }

    /** The catalog was read again. */
    public void catalog(int problems) {
        publish("catalog", "catalog", new JsonObject().put("problems", problems));
    }

    private void publish(String topic, String key, JsonObject data) {
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
    void listen(HttpServerResponse response, Set<String> topics, @Nullable String lastId) {
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
        JsonObject data =
                new JsonObject().put("at", Shapes.time(clock.instant())).put("boot", boot);
        return "id: %s\nevent: %s\ndata: %s\n\n".formatted(ring.newest(), lastId == null ? "hello" : "reset", data);
    }

    private List<Ring.Event> missed(@Nullable String lastId) {
        return lastId == null ? List.of() : ring.after(lastId).orElse(List.of());
    }

    private void ping() {
        String at = Shapes.time(clock.instant());
        Frame ping = Frame.ping(new JsonObject().put("at", at));
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

    private void forget(Listener listener) {
        lock.lock();
        try {
            listeners.remove(listener);
        } finally {
            lock.unlock();
        }
    }

    int listeners() {
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
