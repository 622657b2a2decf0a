package dev.outrider.browser;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A server of small pages, each for one thing that pages do. */
final class Street implements AutoCloseable {
    private final Map<String, Consumer<HttpServerRequest>> routes = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    Street(Vertx vertx) {
        server = vertx.createHttpServer()
                .requestHandler(this::serve)
                .listen(0, "127.0.0.1")
                .await();
    }

    private void serve(HttpServerRequest request) {
        String cookies = String.valueOf(request.getHeader("cookie"));
        asked.add(request.method() + " " + request.path() + " " + cookies);
        routes.getOrDefault(
                        request.path(),
                        none -> none.response().setStatusCode(404).end("nothing here"))
                .accept(request);
    }

    Street page(String path, String body) {
        return on(
                path,
                request -> request.response()
                        .putHeader("content-type", "text/html; charset=utf-8")
                        .end("<!doctype html><title>" + path + "</title><body>" + body));
    }

    Street on(String path, Consumer<HttpServerRequest> handler) {
        routes.put(path, handler);
        return this;
    }

    /** Every request so far: its method, its path, its cookies. */
    List<String> asked() {
        return asked;
    }

    String url() {
        return "http://127.0.0.1:" + port();
    }

    int port() {
        return server.actualPort();
    }

    @Override
    public void close() {
        server.close().await();
    }
}
