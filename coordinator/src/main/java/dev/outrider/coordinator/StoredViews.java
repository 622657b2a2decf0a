package dev.outrider.coordinator;

import dev.outrider.coordinator.api.Views;
import dev.outrider.coordinator.catalog.Catalog;
import dev.outrider.coordinator.catalog.Watch;
import dev.outrider.coordinator.ingest.RunQuery;
import dev.outrider.coordinator.ingest.RunSummary;
import dev.outrider.coordinator.placement.Agent;
import dev.outrider.coordinator.placement.AgentRoster;
import dev.outrider.coordinator.placement.Held;
import dev.outrider.coordinator.placement.Placement;
import dev.outrider.coordinator.timeline.WatchState;
import dev.outrider.coordinator.verdict.Figures;
import dev.outrider.coordinator.verdict.GlobalState;
import dev.outrider.coordinator.verdict.RegionState;
import dev.outrider.coordinator.verdict.Strip;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the API reads, put together from the parts that know. */
record StoredViews(
        String store,
        String boot,
        Catalog catalog,
        Listings listings,
        AgentRoster roster,
        Placement placement,
        History history,
        InstantSource clock)
        implements Views {
    @Override
    public Overview overview(Duration range) {
        Window window = window(range);
        Listing listing = listings.all();
        List<Agent> agents = roster.agents();
        return new Overview(
                window.to(),
                store,
                boot,
                window,
                listings.regions().stream()
                        .map(region -> region(region, agents))
                        .toList(),
                (int) agents.stream().filter(Agent::live).count(),
                agents.size(),
                listing.problems().size(),
                listing.items().stream().map(listed -> journey(listed, window)).toList());
    }

    private Window window(Duration range) {
        Instant now = clock.instant();
        return new Window(now.minus(range), now);
    }

    private static RegionView region(String region, List<Agent> agents) {
        int live = (int) agents.stream()
                .filter(agent -> agent.live() && agent.region().equals(region))
                .count();
        return new RegionView(region, live > 0, live);
    }

    private JourneyView journey(Listed listed, Window window) {
        Watch watch = listed.watch();
        // Before the first settlement of a new journey nothing is known, which has a word.
        WatchState now = history.timeline()
                .now(watch)
                .orElseGet(() -> new WatchState(watch, GlobalState.NODATA, listed.since(), Map.of()));
        Map<String, Cell> cells = new LinkedHashMap<>();
        listed.regions().forEach(region -> cells.put(region, cell(listed, region, now)));
        Strip<GlobalState> strip = history.timeline().world(watch, window.from(), window.to());
        return new JourneyView(
                listed,
                now.state(),
                now.since(),
                cells,
                strip,
                Figures.of(strip),
                cells.values().stream()
                        .flatMap(cell -> cell.lastRun().stream())
                        .map(RunSummary::startedAt)
                        .max(Instant::compareTo));
    }

    private Cell cell(Listed listed, String region, WatchState now) {
        WatchState.Region state = now.regions()
                .getOrDefault(region, new WatchState.Region(RegionState.NODATA, listed.since(), Optional.empty()));
        Optional<RunSummary> last = history.lastRuns().newest(listed.watch(), region);
        return new Cell(
                state.state(),
                state.since(),
                last,
                history.lastRuns()
                        .newestFailed(listed.watch(), region)
                        .filter(failed -> !last.equals(Optional.of(failed))),
                placement.unrun(listed.watch(), region));
    }

    @Override
    public Optional<JourneyDetail> journey(Watch watch, Duration range) {
        Window window = window(range);
        return listings.listed(watch).map(listed -> {
            Map<String, Past> regions = new LinkedHashMap<>();
            listed.regions().forEach(region -> regions.put(region, past(watch, region, window)));
            return new JourneyDetail(journey(listed, window), window, regions);
        });
    }

    private Past past(Watch watch, String region, Window window) {
        Strip<RegionState> strip = history.timeline().region(watch, region, window.from(), window.to());
        return new Past(strip, Figures.of(strip.map(state -> GlobalState.of(state.word()))));
    }

    @Override
    public Listing journeys() {
        return listings.all();
    }

    @Override
    public List<RunSummary> runs(RunQuery query) {
        return history.results().runs(query);
    }

    @Override
    public Optional<RunDetail> run(String id) {
        return new RunDetails(catalog, listings, history.results()).of(id);
    }

    @Override
    public List<AgentView> agents() {
        List<Held> held = placement.held();
        return roster.agents().stream()
                .map(agent -> new AgentView(
                        agent,
                        held.stream()
                                .filter(one -> one.agent().equals(agent.id())
                                        && one.job().region().equals(agent.region()))
                                .map(one -> one.job().watch())
                                .toList()))
                .toList();
    }

    @Override
    public Map<String, Watch> watches() {
        return listings.watches();
    }

    @Override
    public List<String> regions() {
        return listings.regions();
    }
}
