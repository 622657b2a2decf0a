package dev.outrider.coordinator.api;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** An API over a fixture, and a client of it. */
final class Served {
    final Meters meters = new Meters();
    final Vertx vertx = meters.vertx(new VertxOptions()).build();
    final Live live = new Live(vertx, InstantSource.fixed(Fixture.NOW), "b1");
    final AtomicReference<Optional<String>> trouble = new AtomicReference<>(Optional.empty());
    final int port;
    private final Api api;
    private final WebClient client = WebClient.create(vertx);

    Served(Views views) throws Exception {
        this(views, 0);
    }

    /** @param port 0 for any */
    Served(Views views, int port) throws Exception {
        api = new Api(vertx, views, live, meters, Fixture.TRACES, List.of(new Check("database", trouble::get)));
        this.port = api.listen("127.0.0.1", port).await(10, TimeUnit.SECONDS);
    }

    String url(String path) {
        return "http://127.0.0.1:" + port + path;
    }

    HttpResponse<Buffer> get(String path) throws Exception {
        return ask(HttpMethod.GET, path, "*/*");
    }

    HttpResponse<Buffer> ask(HttpMethod method, String path, String accept) throws Exception {
        return client.requestAbs(method, url(path))
                .putHeader("Accept", accept)
                .send()
                .await(10, TimeUnit.SECONDS);
    }

    void stop() throws Exception {
        live.close();
        api.close().await(10, TimeUnit.SECONDS);
        vertx.close().await(10, TimeUnit.SECONDS);
    }
}
