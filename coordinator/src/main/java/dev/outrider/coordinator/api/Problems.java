package dev.outrider.coordinator.api;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place where errors are written: RFC 9457, never a stack trace. */
final class Problems {
    private static final Logger log = LoggerFactory.getLogger(Problems.class);
    private static final int[] STATUSES = {400, 404, 405, 406, 413, 414, 500};

    private final RandomGenerator random;

    Problems(RandomGenerator random) {
        this.random = random;
    }

    /** Makes every failure of the router a problem. */
    void install(Router router) {
        for (int status : STATUSES) {
            router.errorHandler(status, this::write);
        }
    }

    private void write(RoutingContext ctx) {
        if (ctx.response().ended() || ctx.response().headWritten()) {
            return;
        }
        Throwable failure = ctx.failure();
        Refusal refusal = failure instanceof Refusal r ? r : null;
        ProblemType type = refusal != null ? refusal.type() : ProblemType.of(ctx.statusCode());
        int status = refusal != null ? type.status() : ctx.statusCode();
        String trace = trace(ctx.request().getHeader("traceparent"));
        if (type == ProblemType.INTERNAL) {
            log.error(
                    "could not answer {} {}, trace {}",
                    ctx.request().method(),
                    ctx.request().path(),
                    trace,
                    failure);
        }
        if (type == ProblemType.METHOD_NOT_ALLOWED) {
            ctx.response().putHeader(HttpHeaders.ALLOW, "GET, HEAD");
        }
        JsonObject body = new JsonObject()
                .put("type", "/problems/" + type.slug())
                .put("title", type.title())
                .put("status", status)
                .put("detail", refusal != null ? refusal.detail() : type.explanation())
                .put("instance", ctx.request().path())
                .put("traceId", trace);
        ctx.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(with(body, refusal).toBuffer());
    }

    /** Names the parameter at fault, where it is one. */
    private static JsonObject with(JsonObject body, @Nullable Refusal refusal) {
        if (refusal == null || refusal.parameter() == null) {
            return body;
        }
        JsonObject error =
                new JsonObject().put("parameter", refusal.parameter()).put("detail", refusal.detail());
        return body.put("errors", new JsonArray().add(error));
    }

    /** The caller's trace id where it sent one, so that both sides' logs can be joined; else a new one. */
    private String trace(@Nullable String traceparent) {
        if (traceparent != null && traceparent.matches("00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}")) {
            return traceparent.substring(3, 35);
        }
        byte[] id = new byte[16];
        random.nextBytes(id);
        return HexFormat.of().formatHex(id);
    }
}
