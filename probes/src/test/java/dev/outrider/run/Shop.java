package dev.outrider.run;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/** A server whose every page a test writes itself; it notes what it was asked. */
final class Shop implements AutoCloseable {
    private final Map<String, BiConsumer<HttpServerRequest, Buffer>> pages = new HashMap<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    Shop(Vertx vertx) {
        this.server = vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> {
                    asked.add(new Asked(
                            request.method() + " " + request.uri(), Map.copyOf(headers(request)), body.toString()));
                    pages.getOrDefault(request.method() + " " + request.path(), Shop::notFound)
                            .accept(request, body);
                }))
                .listen(0, "127.0.0.1")
                .await();
    }

    /** One request that came. */
    record Asked(String line, Map<String, String> headers, String body) {}

    String url() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    List<Asked> asked() {
        return asked;
    }

    List<String> lines() {
        return asked.stream().map(Asked::line).toList();
    }

    Shop on(HttpMethod method, String path, BiConsumer<HttpServerRequest, Buffer> page) {
        pages.put(method + " " + path, page);
        return this;
    }

    /** Answers one after the other, then the last for ever. */
    Shop on(HttpMethod method, String path, int status, String... bodies) {
        AtomicInteger next = new AtomicInteger();
        return on(
                method,
                path,
                (request, body) -> request.response()
                        .setStatusCode(status)
                        .putHeader("Content-Type", bodies[0].startsWith("{") ? "application/json" : "text/html")
                        .end(bodies[Math.min(next.getAndIncrement(), bodies.length - 1)]));
    }

    @Override
    public void close() {
        server.close().await();
    }

    private static Map<String, String> headers(HttpServerRequest request) {
        Map<String, String> headers = new HashMap<>();
        request.headers()
                .forEach(header -> headers.put(header.getKey().toLowerCase(java.util.Locale.ROOT), header.getValue()));
        return headers;
    }

    private static void notFound(HttpServerRequest request, Buffer body) {
        request.response().setStatusCode(404).end("no page " + request.path());
    }
}
