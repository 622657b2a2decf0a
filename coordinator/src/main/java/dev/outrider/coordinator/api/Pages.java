package dev.outrider.coordinator.api;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** The pages and their files. */
final class Pages {
    private static final String FOR_EVER = "public, max-age=31536000, immutable";

    private final Assets assets;

    Pages(Assets assets) {
        this.assets = assets;
    }

    void mount(Router router) {
        Api.get(router, "/").handler(ctx -> page(ctx, "index.html"));
        Api.get(router, "/journeys/:id").handler(ctx -> page(ctx, "journey.html"));
        Api.get(router, "/runs/:id").handler(ctx -> page(ctx, "run.html"));
        Api.get(router, "/problems/:slug").handler(Pages::problem);
        Api.get(router, "/assets/:digest/:file").handler(this::asset);
    }

    private void page(RoutingContext ctx, String name) {
        ctx.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, Assets.contentType(name))
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache")
                .end(assets.page(name));
    }

    /** A page that is older than this process asks for the files of another digest: it gets today's, not to be kept. */
    private void asset(RoutingContext ctx) {
        String name = Params.part(ctx, "file");
        if (!assets.has(name) || name.endsWith(".html")) {
            throw Refusal.notFound("no file “%s”".formatted(name));
        }
        boolean current = Params.part(ctx, "digest").equals(assets.digest());
        ctx.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, Assets.contentType(name))
                .putHeader(HttpHeaders.CACHE_CONTROL, current ? FOR_EVER : "no-store")
                .end(Buffer.buffer(assets.file(name)));
    }

    /** What the type of a problem means. */
    private static void problem(RoutingContext ctx) {
        String slug = Params.part(ctx, "slug");
        ProblemType type = ProblemType.of(slug).orElseThrow(() -> Refusal.notFound("no problem “%s”".formatted(slug)));
        ctx.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; charset=utf-8")
                .end("%s (%d)%n%n%s%n".formatted(type.title(), type.status(), type.explanation()));
    }
}
