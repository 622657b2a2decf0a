package dev.outrider.shop;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Where routes are put up: every step is logged, may be broken, and reads its body, before its handler sees it. */
final class Steps {
    private static final long LARGEST_BODY = 64 * 1024;
    private static final int LONGEST_TEXT = 200;
    private static final int GONE = 0;

    private final Router router;
    private final FaultGate gate;
    private final RequestLog log;
    private final String regionHeader;
    private final InstantSource clock;

    Steps(Router router, FaultGate gate, RequestLog log, String regionHeader, InstantSource clock) {
        this.router = router;
        this.gate = gate;
        this.log = log;
        this.regionHeader = regionHeader;
        this.clock = clock;
    }

    void get(Step step, String path, Handler<RoutingContext> handler) {
        on(HttpMethod.GET, step, path, handler);
    }

    void post(Step step, String path, Handler<RoutingContext> handler) {
        on(HttpMethod.POST, step, path, handler);
    }

    void delete(Step step, String path, Handler<RoutingContext> handler) {
        on(HttpMethod.DELETE, step, path, handler);
    }

    void put(Step step, String path, Handler<RoutingContext> handler) {
        on(HttpMethod.PUT, step, path, handler);
    }

    /** Takes a POST of files. */
    void upload(Step step, String path, Handler<RoutingContext> handler) {
        on(HttpMethod.POST, step, path, Uploads::read, handler);
    }

    private void on(HttpMethod method, Step step, String path, Handler<RoutingContext> handler) {
        on(method, step, path, BodyHandler.create(false).setBodyLimit(LARGEST_BODY), handler);
    }

    private void on(
            HttpMethod method, Step step, String path, Handler<RoutingContext> body, Handler<RoutingContext> handler) {
        // Two routes, because Vert.x wants its own handlers first in each.
        router.route(method, path).handler(ctx -> begin(ctx, step));
        router.route(method, path).handler(body).handler(gate::pass).handler(handler);
    }

    private void begin(RoutingContext ctx, Step step) {
        Visit visit = Visit.begin(ctx, step, regionHeader, clock.instant());
        // Before the first byte leaves: whoever has an answer finds it in the log.
        ctx.addHeadersEndHandler(_ -> record(ctx, visit, ctx.response().getStatusCode()));
        ctx.addEndHandler(ended -> {
            if (ended.failed() && !ctx.response().headWritten()) {
                record(ctx, visit, GONE);
            }
        });
        ctx.next();
    }

    private void record(RoutingContext ctx, Visit visit, int status) {
        Instant now = clock.instant();
        log.add(seq -> new RequestLog.Entry(
                seq,
                visit.at,
                ctx.request().method().name(),
                shortened(Asked.path(ctx)),
                visit.step,
                shortened(visit.region.orElse(visit.source)),
                status,
                Duration.between(visit.at, now).toMillis(),
                visit.fault.map(fault -> fault.kind().word()),
                visit.order,
                visit.reference.map(Steps::shortened),
                Asked.header(ctx, "traceparent").map(Steps::shortened)));
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT);
    }
}
