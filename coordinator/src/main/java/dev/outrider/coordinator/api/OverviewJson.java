package dev.outrider.coordinator.api;

import dev.outrider.coordinator.api.Views.Cell;
import dev.outrider.coordinator.api.Views.JourneyDetail;
import dev.outrider.coordinator.api.Views.JourneyView;
import dev.outrider.coordinator.api.Views.Listed;
import dev.outrider.coordinator.api.Views.Listing;
import dev.outrider.coordinator.api.Views.Overview;
import dev.outrider.coordinator.api.Views.RegionView;
import dev.outrider.coordinator.api.Views.Window;
import dev.outrider.coordinator.catalog.Mistake;
import dev.outrider.coordinator.verdict.Figures;
import dev.outrider.coordinator.verdict.GlobalState;
import dev.outrider.coordinator.verdict.Ratio;
import dev.outrider.coordinator.verdict.State;
import dev.outrider.coordinator.verdict.Strip;
import dev.outrider.source.Problem;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The matrix, a journey, and the catalog, as JSON. */
final class OverviewJson {
    private OverviewJson() {}

    static JsonObject overview(Overview view) {
        return new JsonObject()
                .put("asOf", Shapes.time(view.asOf()))
                .put("store", view.store())
                .put("boot", view.boot())
                .put("range", window(view.window()))
                .put("regions", Shapes.list(view.regions(), OverviewJson::region))
                .put("agents", new JsonObject().put("live", view.agentsLive()).put("known", view.agentsKnown()))
                .put("counts", counts(view.journeys()))
                .put("problems", view.problems())
                .put("journeys", Shapes.list(view.journeys(), OverviewJson::journey));
    }

    private static JsonObject window(Window window) {
        return new JsonObject().put("from", Shapes.time(window.from())).put("to", Shapes.time(window.to()));
    }

    private static JsonObject region(RegionView region) {
        return new JsonObject()
                .put("id", region.id())
                .put("live", region.live())
                .put("agents", region.agents());
    }

    private static JsonObject counts(List<JourneyView> journeys) {
        JsonObject counts = new JsonObject();
        for (GlobalState state : GlobalState.values()) {
            counts.put(
                    state.word(),
                    journeys.stream().filter(j -> j.state() == state).count());
        }
        return counts;
    }

    static JsonObject journey(JourneyView view) {
        JsonObject regions = new JsonObject();
        view.regions().forEach((region, cell) -> regions.put(region, cell(cell)));
        Listed listed = view.listed();
        return identity(listed)
                .put("service", listed.service().orElse(null))
                .put("state", view.state().word())
                .put("since", Shapes.time(view.since()))
                .put("regions", regions)
                .put("strip", strip(view.strip()))
                .put("availability", figures(view.availability()))
                .put("lastRunAt", Shapes.time(view.lastRunAt()));
    }

    private static JsonObject cell(Cell cell) {
        return new JsonObject()
                .put("state", cell.state().word())
                .put("since", Shapes.time(cell.since()))
                .put("lastRun", cell.lastRun().map(RunJson::summary).orElse(null))
                .put("lastFailed", cell.lastFailed().map(RunJson::summary).orElse(null))
                .put("unrun", cell.unrun().orElse(null));
    }

    private static JsonArray strip(Strip<? extends State> strip) {
        return Shapes.list(
                Coarse.of(strip).segments(),
                segment -> new JsonObject()
                        .put("from", Shapes.time(segment.from()))
                        .put("to", Shapes.time(segment.to()))
                        .put("state", segment.state().word()));
    }

    private static JsonObject figures(Figures figures) {
        return new JsonObject()
                .put("time", number(figures.availability()))
                .put("coverage", number(figures.coverage()))
                .put("low", number(figures.low()))
                .put("high", number(figures.high()))
                .put("downSeconds", figures.down() / 1_000.0);
    }

    private static @Nullable Double number(Optional<Ratio> ratio) {
        return ratio.map(Ratio::toDouble).orElse(null);
    }

    static JsonObject detail(JourneyDetail detail) {
        JsonObject strips = new JsonObject();
        detail.regions()
                .forEach((region, past) -> strips.put(
                        region,
                        new JsonObject()
                                .put("strip", strip(past.strip()))
                                .put("availability", figures(past.availability()))));
        Listed listed = detail.journey().listed();
        return journey(detail.journey())
                .put("range", window(detail.window()))
                .put("strips", strips)
                .put("version", listed.version())
                .put("versionSince", Shapes.time(listed.since()))
                .put("file", listed.file())
                .put("quorum", listed.quorum())
                .put("mutates", listed.mutates());
    }

    static JsonObject listing(Listing listing) {
        return new JsonObject()
                .put("items", Shapes.list(listing.items(), OverviewJson::listed))
                .put("problems", Shapes.list(listing.problems(), OverviewJson::problem))
                .putNull("next");
    }

    private static JsonObject identity(Listed listed) {
        return new JsonObject()
                .put("id", listed.id())
                .put("journey", listed.watch().journey())
                .put("environment", listed.watch().environment())
                .put("title", listed.title())
                .put("owner", listed.owner())
                .put("tags", new JsonArray(listed.tags()))
                .put("interval", Shapes.duration(listed.interval()));
    }

    private static JsonObject listed(Listed listed) {
        return identity(listed)
                .put("regions", new JsonArray(listed.regions()))
                .put("quorum", listed.quorum())
                .put("mutates", listed.mutates())
                .put("version", listed.version())
                .put("file", listed.file())
                .put("since", Shapes.time(listed.since()));
    }

    private static JsonObject problem(Mistake mistake) {
        Problem problem = mistake.problem();
        return new JsonObject()
                .put("file", problem.place().file())
                .put("line", problem.place().position().line())
                .put("column", problem.place().position().column())
                .put("severity", problem.severity().name().toLowerCase(Locale.ROOT))
                .put("message", problem.message())
                .put("hint", problem.hint().orElse(null))
                .put("rendered", mistake.rendered());
    }
}
