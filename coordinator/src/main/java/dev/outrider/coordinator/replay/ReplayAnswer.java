package dev.outrider.coordinator.replay;

import dev.outrider.coordinator.incident.Outage;
import dev.outrider.coordinator.ingest.Report;
import dev.outrider.coordinator.verdict.Figures;
import dev.outrider.coordinator.verdict.GlobalState;
import dev.outrider.coordinator.verdict.History;
import dev.outrider.coordinator.verdict.Ratio;
import dev.outrider.coordinator.verdict.RegionState;
import dev.outrider.coordinator.verdict.Segment;
import dev.outrider.coordinator.verdict.Strip;
import dev.outrider.result.Cause;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A history as JSON: spans and instants in seconds, ratios as exact fractions, null where there is no answer. */
public final class ReplayAnswer {
    private ReplayAnswer() {}

    /** What these rules make of these reports. */
    public static JsonObject of(Replay replay) {
        History history = History.of(replay.rules(), replay.reports(), replay.now());
        Strip<GlobalState> world = history.world(replay.from(), replay.to());
        Figures figures = Figures.of(world);
        JsonObject answer = new JsonObject().put("timeline", timeline(world));
        figures(answer, figures);
        runs(answer, replay, history);
        answer.put("incidents", incidents(replay, history));
        objective(answer, replay, figures);
        return answer;
    }

    private static JsonArray timeline(Strip<GlobalState> world) {
        JsonArray timeline = new JsonArray();
        for (Segment<GlobalState> segment : world.segments()) {
            timeline.add(new JsonArray()
                    .add(seconds(segment.from()))
                    .add(seconds(segment.to()))
                    .add(segment.state().word()));
        }
        return timeline;
    }

    private static void figures(JsonObject answer, Figures figures) {
        answer.put("down", seconds(figures.down()))
                .put("up", seconds(figures.up()))
                .put("partial", seconds(figures.partial()))
                .put("suspect", seconds(figures.suspect()))
                .put("nodata", seconds(figures.nodata()))
                .put("maint", seconds(figures.maint()))
                .put("availability", text(figures.availability()))
                .put("coverage", text(figures.coverage()))
                .put("low", text(figures.low()))
                .put("high", text(figures.high()));
    }

    private static void runs(JsonObject answer, Replay replay, History history) {
        List<Report> counted = history.winners().stream()
                .filter(report -> report.key().cause() == Cause.SCHEDULE && report.countable())
                .filter(report -> counts(report, replay, history))
                .toList();
        long good = counted.stream().filter(Report::good).count();
        answer.put("good", good).put("bad", counted.size() - good);
        Optional<Ratio> share = counted.isEmpty() ? Optional.empty() : Optional.of(Ratio.of(good, counted.size()));
        answer.put("runAvailability", text(share));
    }

    private static boolean counts(Report report, Replay replay, History history) {
        long slot = report.key().slot().toEpochMilli();
        return replay.from() <= slot
                && slot < replay.to()
                && history.region(report.key().region(), slot, slot + 1)
                                .segments()
                                .getFirst()
                                .state()
                        != RegionState.MAINT;
    }

    private static JsonArray incidents(Replay replay, History history) {
        JsonArray incidents = new JsonArray();
        for (Outage outage : Outage.of(history.world())) {
            if (outage.onset() < replay.to() && outage.resolvedAt().orElse(Segment.OPEN) > replay.from()) {
                incidents.add(new JsonObject()
                        .put("onset", seconds(outage.onset()))
                        .put("globalOnset", seconds(outage.globalOnset()))
                        .put("resolvedAt", seconds(outage.resolvedAt()))
                        .put("restoredAt", seconds(outage.restoredAt()))
                        .put("downSeconds", seconds(outage.down()))
                        .put("scope", outage.scope().word())
                        .put("reopened", outage.reopened()));
            }
        }
        return incidents;
    }

    private static void objective(JsonObject answer, Replay replay, Figures figures) {
        boolean over = replay.now() >= replay.to();
        answer.put(
                        "verdict",
                        replay.target()
                                .map(target -> target.verdict(figures, over).words())
                                .orElse(null))
                .put(
                        "budgetSeconds",
                        text(replay.target()
                                .map(target -> target.budget(figures).dividedBy(Ratio.of(1000, 1)))))
                .put("budgetRemaining", text(replay.target().flatMap(target -> target.remaining(figures))));
    }

    private static long seconds(long ms) {
        return ms / 1000;
    }

    private static @Nullable Long seconds(OptionalLong ms) {
        return ms.isPresent() ? ms.getAsLong() / 1000 : null;
    }

    private static @Nullable String text(Optional<Ratio> ratio) {
        return ratio.map(Ratio::toString).orElse(null);
    }
}
