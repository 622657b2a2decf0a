package dev.outrider.coordinator.api;

import dev.outrider.coordinator.api.Views.Overview;
import dev.outrider.coordinator.api.Views.RunDetail;
import dev.outrider.coordinator.catalog.Watch;
import dev.outrider.coordinator.ingest.Cursor;
import dev.outrider.coordinator.ingest.RunQuery;
import dev.outrider.coordinator.ingest.RunSummary;
import dev.outrider.desk.recording.HarWriter;
import dev.outrider.result.TraceLink;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The addresses below {@code /api/v1}. */
final class Routes {
    private static final List<String> OUTCOMES = List.of("pass", "degraded", "fail", "error", "skipped");
    private static final String JSON = "application/json";
    private static final String HAR = ".har";

    private final Answers answers;
    private final Views views;
    private final Recent<Duration, Overview> overviews;
    private final Live live;
    private final Optional<TraceLink> traces;

    Routes(Answers answers, Views views, Recent<Duration, Overview> overviews, Live live, Optional<TraceLink> traces) {
        this.answers = answers;
        this.views = views;
        this.overviews = overviews;
        this.live = live;
        this.traces = traces;
    }

    void mount(Router router) {
        Api.get(router, "/api/v1/overview").produces(JSON).handler(this::overview);
        Api.get(router, "/api/v1/journeys").produces(JSON).handler(this::journeys);
        Api.get(router, "/api/v1/journeys/:id").produces(JSON).handler(this::journey);
        Api.get(router, "/api/v1/journeys/:id/runs").produces(JSON).handler(this::runs);
        Api.get(router, "/api/v1/runs/:id").produces(JSON).handler(this::run);
        Api.get(router, "/api/v1/agents").produces(JSON).handler(this::agents);
        Api.get(router, "/api/v1/stream").produces("text/event-stream").handler(this::stream);
    }

    private void overview(RoutingContext ctx) {
        Duration range = Params.of(ctx, "range").range();
        answers.json(ctx, () -> OverviewJson.overview(overviews.get(range)));
    }

    private void journeys(RoutingContext ctx) {
        Params.of(ctx);
        answers.json(ctx, () -> OverviewJson.listing(views.journeys()));
    }

    private void journey(RoutingContext ctx) {
        Duration range = Params.of(ctx, "range").range();
        String id = Params.part(ctx, "id");
        answers.json(
                ctx,
                () -> views.journey(watch(id), range)
                        .map(OverviewJson::detail)
                        .orElseThrow(() -> Refusal.notFound(
                                "“%s” is not watched any more; its runs are kept below /runs".formatted(id))));
    }

    private void runs(RoutingContext ctx) {
        Params params = Params.of(ctx, "region", "outcome", "limit", "cursor");
        String id = Params.part(ctx, "id");
        answers.after(ctx, () -> views.runs(query(watch(id), params)), found -> page(ctx, found, params.limit()));
    }

    /** Asks for one more than is shown: it tells whether there is a next page. */
    private RunQuery query(Watch watch, Params params) {
        return new RunQuery(
                watch,
                params.oneOf("region", views.regions()),
                params.oneOf("outcome", OUTCOMES),
                params.limit() + 1,
                params.cursor());
    }

    private static void page(RoutingContext ctx, List<RunSummary> found, int limit) {
        List<RunSummary> items = found.subList(0, Math.min(limit, found.size()));
        Optional<String> next =
                found.size() > limit ? Optional.of(Cursors.text(Cursor.of(items.getLast()))) : Optional.empty();
        next.ifPresent(cursor -> ctx.response().putHeader("Link", link(ctx, cursor)));
        JsonObject json = new JsonObject()
                .put("items", Shapes.list(items, RunJson::summary))
                .put("next", next.orElse(null));
        Answers.send(ctx, json);
    }

    /** This request's address with another cursor. */
    private static String link(RoutingContext ctx, String cursor) {
        String query = ctx.queryParams().entries().stream()
                .filter(pair -> !pair.getKey().equals("cursor"))
                .map(pair -> pair.getKey() + "=" + URLEncoder.encode(pair.getValue(), StandardCharsets.UTF_8) + "&")
                .collect(Collectors.joining());
        return "<%s?%scursor=%s>; rel=\"next\"".formatted(ctx.request().path(), query, cursor);
    }

    private void run(RoutingContext ctx) {
        Params.of(ctx);
        String id = Params.part(ctx, "id");
        if (id.endsWith(HAR)) {
            String run = id.substring(0, id.length() - HAR.length());
            answers.after(ctx, () -> HarWriter.of(List.of(detail(run).run())), har -> har(ctx, id, har));
        } else {
            answers.json(ctx, () -> RunJson.detail(detail(id), traces));
        }
    }

    private RunDetail detail(String id) {
        return views.run(id)
                .orElseThrow(() -> Refusal.notFound("no run “%s”; it may be older than what is kept".formatted(id)));
    }

    private static void har(RoutingContext ctx, String name, String har) {
        ctx.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader("Content-Disposition", "attachment; filename=\"%s\"".formatted(name))
                .end(har);
    }

    private void agents(RoutingContext ctx) {
        Params.of(ctx);
        answers.json(ctx, () -> AgentJson.agents(views.agents()));
    }

    private Watch watch(String id) {
        return Optional.ofNullable(views.watches().get(id)).orElseThrow(() -> noJourney(id));
    }

    private Refusal noJourney(String id) {
        String known = String.join(", ", views.watches().keySet());
        return Refusal.notFound("no journey “%s”; there are: %s".formatted(id, known.isEmpty() ? "none" : known));
    }

    private void stream(RoutingContext ctx) {
        Set<String> topics = Params.of(ctx, "topics").someOf("topics", Live.TOPICS);
        ctx.response()
                .setChunked(true)
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/event-stream")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                // Neither gzip here nor a proxy on the way may hold events back.
                .putHeader(HttpHeaders.CONTENT_ENCODING, HttpHeaders.IDENTITY)
                .putHeader("X-Accel-Buffering", "no");
        live.listen(ctx.response(), topics, ctx.request().getHeader("Last-Event-ID"));
    }
}
