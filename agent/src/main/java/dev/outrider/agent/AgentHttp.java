package dev.outrider.agent;

import dev.outrider.cli.HostPort;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Health for orchestrators and metrics for Prometheus; nothing can be asked of an agent here. */
final class AgentHttp implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final HttpServer server;
    private final Supplier<JsonObject> readiness;
    private final Supplier<String> metrics;

    private AgentHttp(HttpServer server, Supplier<JsonObject> readiness, Supplier<String> metrics) {
        this.server = server.requestHandler(this::handle);
        this.readiness = readiness;
        this.metrics = metrics;
    }

    /**
     * Serves when it returns.
     *
     * @param readiness an object whose {@code ready} says whether this agent has a plan to run
     */
    static AgentHttp start(Vertx vertx, HostPort at, Supplier<JsonObject> readiness, Supplier<String> metrics) {
        AgentHttp http = new AgentHttp(vertx.createHttpServer(), readiness, metrics);
        try {
            http.server.listen(at.port(), at.host()).await(LIMIT.toSeconds(), TimeUnit.SECONDS);
            return http;
        } catch (RuntimeException | TimeoutException failed) {
            throw new AgentException("cannot listen at %s (%s); stop what uses the port, or give another with --http"
                    .formatted(at, failed.getMessage()));
        }
    }

    /** On a thread of its own: what is measured on the event loop must not wait for a scrape. */
    private void handle(HttpServerRequest request) {
        Thread.ofVirtual().name("http").start(() -> answer(request));
    }

    private void answer(HttpServerRequest request) {
        HttpServerResponse response = request.response();
        switch (String.valueOf(request.path())) {
            case "/healthz/live" -> response.end("ok\n");
            case "/healthz/ready" -> {
                JsonObject ready = readiness.get();
                response.setStatusCode(ready.getBoolean("ready") ? 200 : 503)
                        .putHeader("Content-Type", "application/json")
                        .end(ready.encode());
            }
            case "/metrics" ->
                response.putHeader("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
                        .end(metrics.get());
            default -> response.setStatusCode(404).end("try /healthz/live, /healthz/ready or /metrics\n");
        }
    }

    int port() {
        return server.actualPort();
    }

    @Override
    public void close() {
        server.close();
    }
}
