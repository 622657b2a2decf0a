package dev.outrider.coordinator.api;

import dev.outrider.coordinator.api.Views.Overview;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Health and metrics: what whoever operates a coordinator asks for. */
final class Operations {
    private static final Duration HOUR = Duration.ofHours(1);

    private final Answers answers;
    private final Recent<Duration, Overview> overviews;
    private final Meters meters;
    private final List<Check> checks;

    Operations(Answers answers, Recent<Duration, Overview> overviews, Meters meters, List<Check> checks) {
        this.answers = answers;
        this.overviews = overviews;
        this.meters = meters;
        this.checks = List.copyOf(checks);
    }

    void mount(Router router) {
        Api.get(router, "/healthz/live").handler(ctx -> Answers.send(ctx, new JsonObject().put("status", "up")));
        Api.get(router, "/healthz/ready").handler(this::ready);
        Api.get(router, "/metrics").handler(this::metrics);
    }

    private void ready(RoutingContext ctx) {
        answers.after(ctx, () -> checks.stream().map(Operations::look).toList(), looks -> {
            boolean well =
                    looks.stream().allMatch(look -> look.getString("status").equals("up"));
            ctx.response().setStatusCode(well ? 200 : 503);
            Answers.send(
                    ctx, new JsonObject().put("status", well ? "up" : "down").put("checks", new JsonArray(looks)));
        });
    }

    private static JsonObject look(Check check) {
        Optional<String> trouble = check.trouble().get();
        return new JsonObject()
                .put("name", check.name())
                .put("status", trouble.isEmpty() ? "up" : "down")
                .put("detail", trouble.orElse(null));
    }

    private void metrics(RoutingContext ctx) {
        String accept = ctx.request().getHeader(HttpHeaders.ACCEPT);
        ctx.response().putHeader(HttpHeaders.CONTENT_TYPE, Meters.contentType(accept));
        answers.after(ctx, () -> meters.scrape(overviews.get(HOUR), accept), ctx::end);
    }
}
