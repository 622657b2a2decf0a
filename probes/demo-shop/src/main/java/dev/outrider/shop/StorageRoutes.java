package dev.outrider.shop;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A store of objects that is asked as Amazon's S3 is. The access key is {@link SigV4#ACCESS_KEY}, its secret the password. */
final class StorageRoutes {
    private static final int KEPT = 100;
    private static final String OBJECT = "/api/storage/:bucket/:key";

    private final ShopConfig config;
    private final InstantSource clock;
    private final Map<String, Buffer> objects = new LinkedHashMap<>();

    StorageRoutes(ShopConfig config, InstantSource clock) {
        this.config = config;
        this.clock = clock;
    }

    void mount(Steps steps) {
        steps.put(Step.STORAGE, OBJECT, ctx -> signed(ctx, this::store));
        steps.get(Step.STORAGE, OBJECT, ctx -> signed(ctx, this::show));
        steps.delete(Step.STORAGE, OBJECT, ctx -> signed(ctx, this::remove));
    }

    /** What is done for a request that is signed. */
    private interface Action {
        void of(RoutingContext ctx);
    }

    private void signed(RoutingContext ctx, Action action) {
        SigV4.wrong(ctx, config.password(), clock.instant())
                .ifPresentOrElse(code -> error(ctx, 403, code), () -> action.of(ctx));
    }

    private synchronized void store(RoutingContext ctx) {
        Buffer content = Optional.ofNullable(ctx.body().buffer()).orElse(Buffer.buffer());
        objects.put(Asked.path(ctx), content);
        if (objects.size() > KEPT) {
            objects.remove(objects.keySet().iterator().next());
        }
        ctx.response()
                .putHeader("etag", "\"" + Digests.sha256(content.getBytes()) + "\"")
                .end();
    }

    private synchronized void show(RoutingContext ctx) {
        Optional.ofNullable(objects.get(Asked.path(ctx)))
                .ifPresentOrElse(
                        content -> ctx.response()
                                .putHeader("content-type", "application/octet-stream")
                                .end(content),
                        () -> error(ctx, 404, "NoSuchKey"));
    }

    private synchronized void remove(RoutingContext ctx) {
        objects.remove(Asked.path(ctx));
        Answers.nothing(ctx);
    }

    private static void error(RoutingContext ctx, int status, String code) {
        Answers.xml(ctx, status, "<Error><Code>%s</Code></Error>".formatted(code));
    }
}
