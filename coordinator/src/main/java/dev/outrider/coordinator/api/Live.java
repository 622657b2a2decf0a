package dev.outrider.coordinator.api;

import dev.outrider.coordinator.catalog.Watch;
import dev.outrider.coordinator.ingest.RunSummary;
import dev.outrider.coordinator.stream.Broadcast;
import dev.outrider.coordinator.timeline.Transition;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The live stream: what happens now in the coordinator, in the shapes of the API. It may be told from any thread. */
public final class Live implements AutoCloseable {
    static final List<String> TOPICS = List.of("state", "run", "agents", "catalog");

    private final Broadcast broadcast;

    /** @param boot number of this start of the coordinator: no two starts may share it */
    public Live(Vertx vertx, InstantSource clock, String boot) {
        this.broadcast = new Broadcast(vertx, clock, boot);
    }

    public void state(Transition change) {
        JsonObject data = Shapes.watch(change.watch())
                .put("region", change.region().orElse(null))
                .put("from", change.from().word())
                .put("to", change.to().word())
                .put("since", Shapes.time(change.since()))
                .put("at", Shapes.time(change.at()));
        broadcast.publish(
                "state", "state " + change.watch() + " " + change.region().orElse(""), data);
    }

    public void run(RunSummary run) {
        Watch watch = new Watch(run.key().journey(), run.key().environment());
        broadcast.publish("run", "run " + watch + " " + run.key().region(), RunJson.summary(run));
    }

    /** Agents came, went, or got another plan. */
    public void agents(int live, int known) {
        broadcast.publish("agents", "agents", new JsonObject().put("live", live).put("known", known));
    }

    /** The catalog was read again. */
    public void catalog(int problems) {
        broadcast.publish("catalog", "catalog", new JsonObject().put("problems", problems));
    }

    /** Sends all that comes to this response, after what it missed since {@code lastId}. */
    void listen(HttpServerResponse response, Set<String> topics, @Nullable String lastId) {
        broadcast.listen(response, topics, lastId);
    }

    int listeners() {
        return broadcast.listeners();
    }

    @Override
    public void close() {
        broadcast.close();
    }
}
