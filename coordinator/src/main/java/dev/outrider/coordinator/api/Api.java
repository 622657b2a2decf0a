package dev.outrider.coordinator.api;

import dev.outrider.coordinator.api.Views.Overview;
import dev.outrider.result.TraceLink;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The HTTP side of a coordinator: {@code /api/v1}, the live stream, health, metrics, and the pages. */
public final class Api {
    private final Vertx vertx;
    private final Answers answers;
    private final Routes routes;
    private final Operations operations;
    private final HttpServer server;

    /**
     * @param views what there is to read
     * @param live what is told as it happens; closed by its owner
     * @param meters those of this process
     * @param traces where a run's trace is looked at
     * @param checks what must be well for {@code /healthz/ready}
     */
    public Api(Vertx vertx, Views views, Live live, Meters meters, Optional<TraceLink> traces, List<Check> checks) {
        Recent<Duration, Overview> overviews = new Recent<>(views::overview);
        this.vertx = vertx;
        this.answers = new Answers(vertx);
        this.routes = new Routes(answers, views, overviews, live, traces);
        this.operations = new Operations(answers, overviews, meters, checks);
        this.server = vertx.createHttpServer(new HttpServerOptions().setCompressionSupported(true));
        meters.listeners(live);
    }

    /** Serves; the future has the port, which the system chooses when it is given 0, and fails when it is taken. */
    public Future<Integer> listen(String host, int port) {
        return server.requestHandler(router()).listen(port, host).map(HttpServer::actualPort);
    }

    /** Stops serving; requests in flight are cut. */
    public Future<Void> close() {
        return server.close().eventually(answers::close);
    }

    private Router router() {
        Router router = Router.router(vertx);
        new Problems(RandomGenerator.getDefault()).install(router);
        router.route().handler(Api::guard);
        routes.mount(router);
        operations.mount(router);
        new Pages(Assets.load()).mount(router);
        return router;
    }

    private static void guard(RoutingContext ctx) {
        ctx.response()
                .putHeader(
                        "Content-Security-Policy",
                        "default-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'")
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "same-origin");
        ctx.next();
    }

    /** HEAD is answered wherever GET is. */
    static Route get(Router router, String path) {
        return router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD);
    }
}
