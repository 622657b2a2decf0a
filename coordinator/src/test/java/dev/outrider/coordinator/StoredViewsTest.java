package dev.outrider.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrider.coordinator.api.Live;
import dev.outrider.coordinator.api.Views;
import dev.outrider.coordinator.api.Views.Cell;
import dev.outrider.coordinator.api.Views.JourneyView;
import dev.outrider.coordinator.api.Views.Overview;
import dev.outrider.coordinator.api.Views.RunDetail;
import dev.outrider.coordinator.catalog.Catalog;
import dev.outrider.coordinator.catalog.CatalogFolder;
import dev.outrider.coordinator.catalog.Judging;
import dev.outrider.coordinator.catalog.Watch;
import dev.outrider.coordinator.ingest.Ingest;
import dev.outrider.coordinator.ingest.RunQuery;
import dev.outrider.coordinator.ingest.RunSummary;
import dev.outrider.coordinator.ingest.Slots;
import dev.outrider.coordinator.placement.AgentRoster;
import dev.outrider.coordinator.placement.Job;
import dev.outrider.coordinator.placement.Placement;
import dev.outrider.coordinator.store.Database;
import dev.outrider.coordinator.verdict.GlobalState;
import dev.outrider.coordinator.verdict.RegionState;
import dev.outrider.fleet.Batch;
import dev.outrider.fleet.Hello;
import dev.outrider.fleet.Phase;
import dev.outrider.fleet.Signed;
import dev.outrider.result.Cause;
import dev.outrider.result.Evidence;
import dev.outrider.result.Outcome;
import dev.outrider.result.RunId;
import dev.outrider.result.RunResult;
import dev.outrider.result.StepResult;
import dev.outrider.result.StepResult.Unmet;
import dev.outrider.result.Strain;
import dev.outrider.result.Timings;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The views over a real store: ten minutes in which us-east fails, ap-south is silent, and eu-west is well. */
class StoredViewsTest {
    private static final Duration INTERVAL = Duration.ofMinutes(1);
    private static final Instant START = Instant.parse("2026-11-27T12:00:00Z");
    private static final Watch BROWSE = new Watch("browse", "demo");
    private static final List<String> REGIONS = List.of("eu-west", "us-east", "ap-south");
    private static final String SCRIPT = """
            journey: browse
            title: Look around
            owner: team-shop
            schedule: every 1m
            base: https://shop.test
            steps:
              - name: open
                GET: /
                expect:
                  - status == 200
            """;

    @TempDir
    Path folder;

    private final Random random = new Random(7);
    private final Vertx vertx = Vertx.vertx();
    private Instant now = START;
    private Database database;
    private Catalog catalog;
    private Ingest ingest;
    private History history;
    private Live live;
    private AgentRoster roster;
    private StoredViews views;

    @BeforeEach
    void tenMinutes() throws IOException {
        Path journeys = Files.createDirectories(folder.resolve("journeys"));
        Files.createDirectories(journeys.resolve("environments"));
        Files.writeString(journeys.resolve("environments/demo.yaml"), "environment: demo\n");
        Files.writeString(journeys.resolve("browse.journey.yaml"), SCRIPT);
        Files.writeString(journeys.resolve("broken.journey.yaml"), SCRIPT.replace("expect:", "expct:"));
        database = Database.open(folder.resolve("data"));
        Judging judging = new Judging(REGIONS, List.of("demo"), Optional.empty());
        catalog = new Catalog(database, judging, () -> now);
        new CatalogFolder(journeys, judging, catalog).open();
        ingest = new Ingest(database, Slots.of(catalog::interval), () -> now, arrivals -> {});
        roster = new AgentRoster(Duration.ofSeconds(6), () -> now);
        now = START.plus(Duration.ofMinutes(10));
        deliver("eu-west", new Outcome.Passed());
        deliver("us-east", new Outcome.Failed(Outcome.Fault.EXPECTATION, "status == 200: status was 503"));
        live = new Live(vertx, () -> now, "b1");
        history = History.open(database, catalog, live, () -> now);
        Placement.Terms terms = new Placement.Terms(Duration.ofMinutes(2), Duration.ofSeconds(6));
        Placement placement = new Placement(database, () -> Job.of(catalog), roster, terms, () -> now);
        placement.hello(hello(), "c-1");
        views = new StoredViews(
                database.id(), "b1", catalog, new Listings(catalog, true), roster, placement, history, () -> now);
    }

    private Hello hello() {
        Hello.Status status = new Hello.Status(0, 9, 0, Optional.empty(), 1, 0, 120_000_000);
        return new Hello(
                "eu-west-1", "eu-west", "0.1.0", "7f", Optional.empty(), 0, now, START, Optional.empty(), status);
    }

    @AfterEach
    void close() {
        ingest.close();
        history.close();
        live.close();
        vertx.close().await();
        database.close();
    }

    /** A run in each slot since the start; the first of each region passes. */
    private void deliver(String region, Outcome outcome) {
        Duration phase = Phase.of("browse", "demo", region, INTERVAL);
        List<RunResult> runs = new ArrayList<>();
        for (Instant slot = Phase.slotAtOrBefore(now.minusMillis(1), phase, INTERVAL);
                !slot.isBefore(START);
                slot = slot.minus(INTERVAL)) {
            boolean first = slot.minus(INTERVAL).isBefore(START);
            runs.add(run(region, slot, first ? new Outcome.Passed() : outcome));
        }
        Batch batch = new Batch("b-1", region + "-1", region, database.id(), runs);
        ingest.deliver(batch, Map.of(), new Signed(region + "-1", Optional.of(database.id()), "00", "c2ln"));
    }

    private RunResult run(String region, Instant slot, Outcome outcome) {
        boolean failed = outcome instanceof Outcome.Failed;
        Unmet unmet = new Unmet("expect", "browse.journey.yaml", 10, 9, "status == 200", "status was 503");
        StepResult step = new StepResult(
                "open",
                false,
                Optional.empty(),
                7,
                outcome,
                Duration.ZERO,
                Timings.NONE,
                1,
                Optional.empty(),
                Optional.of(failed ? 503 : 200),
                failed ? List.of(unmet) : List.of(),
                Optional.empty());
        return new RunResult(
                new RunResult.Key("browse", "demo", region, slot, Cause.SCHEDULE),
                RunId.of(slot, random),
                digest(),
                region + "-1",
                1,
                1,
                slot.plusMillis(5),
                Duration.ofMillis(120),
                Duration.ZERO,
                Strain.NONE,
                outcome,
                false,
                "0af7651916cd43dd8448eb211c80319c",
                List.of(step),
                Evidence.NONE);
    }

    private String digest() {
        return Objects.requireNonNull(catalog.entries().get(BROWSE)).bundle().digest();
    }

    @Test
    void the_overview_joins_the_catalog_the_states_and_the_last_runs() {
        Overview overview = views.overview(Duration.ofHours(1));
        assertThat(overview.store()).isEqualTo(database.id());
        assertThat(overview.problems()).isEqualTo(1);
        assertThat(overview.agentsLive()).isEqualTo(1);
        JourneyView browse = overview.journeys().getFirst();
        assertThat(browse.listed().id()).isEqualTo("browse");
        assertThat(browse.state()).isEqualTo(GlobalState.PARTIAL);
        assertThat(browse.regions().keySet()).containsExactlyElementsOf(REGIONS);
        Cell east = Objects.requireNonNull(browse.regions().get("us-east"));
        assertThat(east.state()).isEqualTo(RegionState.DOWN);
        assertThat(east.lastRun().orElseThrow().outcome()).isEqualTo("fail");
        assertThat(browse.regions().get("ap-south"))
                .isEqualTo(new Cell(RegionState.NODATA, START, Optional.empty(), Optional.empty(), Optional.empty()));
    }

    @Test
    void the_strip_and_the_figures_tell_of_one_history() {
        JourneyView browse = views.overview(Duration.ofHours(1)).journeys().getFirst();
        assertThat(browse.strip().to()).isEqualTo(now.toEpochMilli());
        assertThat(browse.availability().off()).isEqualTo(Duration.ofMinutes(50).toMillis());
        assertThat(browse.availability().partial())
                .isGreaterThan(Duration.ofMinutes(5).toMillis());
        Views.Past east = Objects.requireNonNull(views.journey(BROWSE, Duration.ofHours(1))
                .orElseThrow()
                .regions()
                .get("us-east"));
        assertThat(east.availability().down())
                .isGreaterThan(Duration.ofMinutes(5).toMillis());
    }

    @Test
    void a_run_knows_its_line_and_its_neighbours_in_its_region() {
        List<RunSummary> runs =
                views.runs(new RunQuery(BROWSE, Optional.of("us-east"), Optional.empty(), 100, Optional.empty()));
        RunDetail detail = views.run(runs.get(3).runId()).orElseThrow();
        assertThat(detail.next()).contains(runs.get(2));
        assertThat(detail.previous()).contains(runs.get(4));
        assertThat(detail.lastGood()).contains(runs.getLast());
        assertThat(detail.sources()).containsEntry("browse.journey.yaml:10", "      - status == 200");
        assertThat(detail.file()).contains("browse.journey.yaml");
        assertThat(detail.journey().orElseThrow().owner()).isEqualTo("team-shop");
        assertThat(views.run(runs.getFirst().runId()).orElseThrow().next()).isEmpty();
        assertThat(views.run("r-0-0")).isEmpty();
    }

    @Test
    void what_is_broken_in_the_catalog_is_listed_with_its_place() {
        assertThat(views.journeys().problems()).singleElement().satisfies(mistake -> {
            assertThat(mistake.problem().place().file()).isEqualTo("broken.journey.yaml");
            assertThat(mistake.rendered()).contains("expct");
        });
    }

    @Test
    void agents_come_with_what_the_plan_gives_them() {
        assertThat(views.agents()).singleElement().satisfies(view -> {
            assertThat(view.agent().live()).isTrue();
            assertThat(view.assignments()).containsExactly(BROWSE);
        });
    }
}
