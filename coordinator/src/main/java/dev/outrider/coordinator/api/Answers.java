package dev.outrider.coordinator.api;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/** Reads on worker threads, few at a time, and answers on the event loop. */
final class Answers {
    private static final int READERS = 8;

    private final WorkerExecutor readers;

    Answers(Vertx vertx) {
        this.readers = vertx.createSharedWorkerExecutor("api-readers", READERS);
    }

    /** Answers with what is read; a failure of the reading becomes a problem. */
    void json(RoutingContext ctx, Callable<JsonObject> read) {
        after(ctx, read, json -> send(ctx, json));
    }

    /** Goes on with what is read. */
    <T> void after(RoutingContext ctx, Callable<T> read, Consumer<T> then) {
        readers.executeBlocking(read, false).onSuccess(then::accept).onFailure(ctx::fail);
    }

    static void send(RoutingContext ctx, JsonObject json) {
        ctx.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(json.toBuffer());
    }

    Future<Void> close() {
        return readers.close();
    }
}
