package dev.outrider.coordinator.api;

import dev.outrider.coordinator.catalog.Mistake;
import dev.outrider.coordinator.catalog.Watch;
import dev.outrider.coordinator.ingest.RunQuery;
import dev.outrider.coordinator.ingest.RunSummary;
import dev.outrider.coordinator.placement.Agent;
import dev.outrider.coordinator.verdict.Figures;
import dev.outrider.coordinator.verdict.GlobalState;
import dev.outrider.coordinator.verdict.RegionState;
import dev.outrider.coordinator.verdict.Segment;
import dev.outrider.coordinator.verdict.Strip;
import dev.outrider.fleet.Hello;
import dev.outrider.result.TraceLink;
import dev.outrider.source.Place;
import dev.outrider.source.Position;
import dev.outrider.source.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** A shop on Black Friday at 12:04:31: payments are down in two regions of three, one region has gone silent for search. */
final class Fixture implements Views {
    static final Instant NOW = Instant.parse("2026-11-27T12:04:31Z");
    static final Optional<TraceLink> TRACES =
            Optional.of(new TraceLink("https://traces.test/{trace}?from={from}&to={to}"));
    static final List<String> REGIONS = List.of("eu-west", "us-east", "ap-south");
    private static final Watch CHECKOUT = new Watch("checkout", "production");

    private final Map<String, JourneyView> journeys = new LinkedHashMap<>();
    private final FixtureRuns runs = new FixtureRuns(CHECKOUT);

    Fixture() {
        add("checkout", "Buy a jacket", "payments", "down", List.of("up", "down", "down"), 540, 0.9961, 1);
        add("gift-card", "Buy a gift card", "payments", "partial", List.of("up", "up", "down"), 260, 1, 1);
        add("search", "Find a jacket", "discovery", "suspect", List.of("nodata", "nodata", "down"), 75, 1, 0.91);
        add(
                "recommendations",
                "See what others bought",
                "discovery",
                "nodata",
                List.of("nodata", "nodata", "nodata"),
                1900,
                0.5,
                0.47);
        add("browse", "Look around", "storefront", "up", List.of("up", "up", "up"), 86_400, 1, 1);
        add("login", "Log in and out", "identity", "up", List.of("up", "up", "up"), 7_200, 0.99996, 0.998);
        add("returns", "Send it back", "logistics", "up", List.of("up", "up", "up"), 7_200, 1, 0.9999);
        add("newsletter", "Sign up for news", "marketing", "maint", List.of("maint", "maint", "maint"), 1_200, 1, 1);
        add("legacy-cart", "The old cart", "storefront", "off", List.of("off", "off", "off"), 250_000, 1, 1);
    }

    /** A coordinator that has nothing to watch yet. */
    static Fixture empty() {
        Fixture fixture = new Fixture();
        fixture.journeys.clear();
        return fixture;
    }

    /** From now on a journey is down in one region. */
    void fail(String journey, String region) {
        JourneyView view = Objects.requireNonNull(journeys.get(journey));
        Map<String, Cell> cells = new LinkedHashMap<>(view.regions());
        cells.put(region, cell(journey, region, "down", NOW, 0));
        journeys.put(
                journey,
                new JourneyView(
                        view.listed(),
                        GlobalState.PARTIAL,
                        NOW,
                        cells,
                        view.strip(),
                        view.availability(),
                        view.lastRunAt()));
    }

    private void add(
            String id,
            String title,
            String owner,
            String state,
            List<String> states,
            long age,
            double time,
            double coverage) {
        Instant since = NOW.minusSeconds(age);
        Listed listed = new Listed(
                id,
                new Watch(id, "production"),
                title,
                owner,
                Optional.of(owner + "-api"),
                List.of("black-friday"),
                Duration.ofSeconds(30),
                REGIONS,
                "majority",
                id.equals("checkout"),
                "3fa2c1".repeat(10) + "3fa2",
                "journeys/" + id + ".journey.yaml",
                NOW.minusSeconds(86_400));
        Map<String, Cell> cells = new LinkedHashMap<>();
        for (int i = 0; i < REGIONS.size(); i++) {
            cells.put(REGIONS.get(i), cell(id, REGIONS.get(i), states.get(i), since, i));
        }
        long measured = Math.round(3_600_000 * coverage);
        long up = Math.round(measured * time);
        Figures figures = new Figures(up, 0, 0, measured - up, 3_600_000 - measured, 0, 0);
        Strip<GlobalState> strip = strip(GlobalState::of, state, since);
        journeys.put(id, new JourneyView(listed, GlobalState.of(state), since, cells, strip, figures, lastRun(cells)));
    }

    private Cell cell(String journey, String region, String state, Instant since, int index) {
        boolean runs = state.equals("up") || state.equals("down");
        Optional<RunSummary> last = runs
                ? Optional.of(
                        FixtureRuns.summary(journey, region, state.equals("down"), NOW.minusSeconds(4 + 7L * index)))
                : Optional.empty();
        return new Cell(
                RegionState.of(state),
                since,
                last,
                last.filter(run -> run.outcome().equals("fail")),
                state.equals("nodata")
                        ? Optional.of("it acts in a browser, and no agent of " + region + " has one")
                        : Optional.empty());
    }

    private static Optional<Instant> lastRun(Map<String, Cell> cells) {
        return cells.values().stream()
                .flatMap(cell -> cell.lastRun().stream())
                .map(RunSummary::startedAt)
                .max(Instant::compareTo);
    }

    /** An hour ago all was well, but for a short trouble in between; then this. */
    private static <S> Strip<S> strip(Function<String, S> of, String state, Instant since) {
        long from = NOW.minusSeconds(3_600).toEpochMilli();
        long now = NOW.toEpochMilli();
        long began = since.toEpochMilli();
        S then = of.apply(state);
        if (began <= from) {
            return new Strip<>(List.of(new Segment<>(from, now, then)));
        }
        S up = of.apply("up");
        return new Strip<>(List.of(
                new Segment<>(from, from + 1_000_000, up),
                new Segment<>(from + 1_000_000, from + 1_100_000, of.apply("down")),
                new Segment<>(from + 1_100_000, began, up),
                new Segment<>(began, now, then)));
    }

    @Override
    public Overview overview(Duration range) {
        List<RegionView> regions = List.of(
                new RegionView("eu-west", true, 2),
                new RegionView("us-east", true, 2),
                new RegionView("ap-south", true, 1));
        Window window = new Window(NOW.minus(range), NOW);
        return new Overview(
                NOW, "st-1", "b1", window, regions, 5, 6, journeys.isEmpty() ? 0 : 1, List.copyOf(journeys.values()));
    }

    @Override
    public Optional<JourneyDetail> journey(Watch watch, Duration range) {
        return Optional.ofNullable(journeys.get(watch.journey())).map(view -> {
            Map<String, Past> strips = new LinkedHashMap<>();
            view.regions()
                    .forEach((region, cell) -> strips.put(
                            region,
                            new Past(
                                    strip(RegionState::of, cell.state().word(), cell.since()),
                                    new Figures(3_000_000, 0, 0, 600_000, 0, 0, 0))));
            return new JourneyDetail(view, new Window(NOW.minus(range), NOW), strips);
        });
    }

    @Override
    public Listing journeys() {
        Place place = new Place("journeys/promo.journey.yaml", new Position(14, 9), 6);
        Problem problem = new Problem(
                Problem.Severity.ERROR,
                place,
                "unknown key “expct”",
                "no such key in a step",
                Optional.of("did you mean “expect”?"));
        String rendered = """
                error: unknown key “expct”
                  --> journeys/promo.journey.yaml:14:9
                   |
                14 |         expct: status == 200
                   |         ^^^^^ no such key in a step
                   = did you mean “expect”?
                """;
        return new Listing(
                journeys.values().stream().map(JourneyView::listed).toList(), List.of(new Mistake(problem, rendered)));
    }

    @Override
    public List<RunSummary> runs(RunQuery query) {
        return runs.list(query);
    }

    @Override
    public Optional<RunDetail> run(String id) {
        return runs.detail(id, Objects.requireNonNull(journeys.get("checkout")).listed());
    }

    @Override
    public List<AgentView> agents() {
        Hello.Status status = new Hello.Status(1, 8_211, 3, Optional.of(NOW.minusSeconds(9)), 1.5, -12.25, 121_634_816);
        Hello hello = new Hello(
                "eu-west-1",
                "eu-west",
                "0.1.0",
                "7f",
                Optional.of("st-1"),
                41,
                NOW,
                NOW.minusSeconds(86_400),
                Optional.of(Set.of("browser")),
                status);
        return List.of(new AgentView(new Agent(hello, NOW.minusSeconds(1), true), List.of(CHECKOUT)));
    }

    @Override
    public Map<String, Watch> watches() {
        Map<String, Watch> watches = new LinkedHashMap<>();
        journeys.forEach((id, view) -> watches.put(id, view.listed().watch()));
        return watches;
    }

    @Override
    public List<String> regions() {
        return REGIONS;
    }
}
