package dev.outrider.coordinator.api;

import dev.outrider.coordinator.catalog.Mistake;
import dev.outrider.coordinator.catalog.Watch;
import dev.outrider.coordinator.ingest.RunQuery;
import dev.outrider.coordinator.ingest.RunSummary;
import dev.outrider.coordinator.placement.Agent;
import dev.outrider.coordinator.verdict.Figures;
import dev.outrider.coordinator.verdict.GlobalState;
import dev.outrider.coordinator.verdict.RegionState;
import dev.outrider.coordinator.verdict.Strip;
import dev.outrider.result.RunResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All that the API reads. Every method may block, and is called on a virtual thread. */
public interface Views {
    /** Everything that is watched, as it is now and was over the last {@code range}. */
    Overview overview(Duration range);

    /** One journey, with what each region saw over the last {@code range}. */
    Optional<JourneyDetail> journey(Watch watch, Duration range);

    /** What the catalog says. */
    Listing journeys();

    /** Runs, newest first. */
    List<RunSummary> runs(RunQuery query);

    Optional<RunDetail> run(String id);

    List<AgentView> agents();

    /** The journeys that are known, by the ids of the pages. */
    Map<String, Watch> watches();

    /** The regions that are expected to vote, in the order of the settings. */
    List<String> regions();

    /**
     * The home page.
     *
     * @param boot number of this start of the coordinator; ids of the stream begin with it
     * @param problems how many errors and warnings the catalog has
     */
    record Overview(
            Instant asOf,
            String store,
            String boot,
            Window window,
            List<RegionView> regions,
            int agentsLive,
            int agentsKnown,
            int problems,
            List<JourneyView> journeys) {}

    /** Half-open [from, to). */
    record Window(Instant from, Instant to) {}

    record RegionView(String id, boolean live, int agents) {}

    /**
     * A row of the matrix.
     *
     * @param regions only those that are expected to vote
     */
    record JourneyView(
            Listed listed,
            GlobalState state,
            Instant since,
            Map<String, Cell> regions,
            Strip<GlobalState> strip,
            Figures availability,
            Optional<Instant> lastRunAt) {}

    /**
     * One journey in one region.
     *
     * @param lastFailed the newest failed run, which may be the last
     * @param unrun why nobody runs it there although agents live there
     */
    record Cell(
            RegionState state,
            Instant since,
            Optional<RunSummary> lastRun,
            Optional<RunSummary> lastFailed,
            Optional<String> unrun) {}

    /** A journey with a strip and figures for each region. */
    record JourneyDetail(JourneyView journey, Window window, Map<String, Past> regions) {}

    /** What one region saw. */
    record Past(Strip<RegionState> strip, Figures availability) {}

    /**
     * A journey as the catalog has it.
     *
     * @param version SHA-256 of its bundle
     * @param since when that version took effect
     */
    record Listed(
            String id,
            Watch watch,
            String title,
            String owner,
            Optional<String> service,
            List<String> tags,
            Duration interval,
            List<String> regions,
            String quorum,
            boolean mutates,
            String version,
            String file,
            Instant since) {}

    record Listing(List<Listed> items, List<Mistake> problems) {}

    /**
     * A run and its neighbours in its region.
     *
     * @param changes by the index of a step, what was otherwise in the last good run
     * @param sources place as {@code file:line} to that line of the script, where it is known
     */
    record RunDetail(
            RunResult run,
            Optional<Listed> journey,
            Map<String, String> sources,
            Optional<String> file,
            Optional<RunSummary> previous,
            Optional<RunSummary> next,
            Optional<RunSummary> lastGood,
            Map<Integer, List<String>> changes) {}

    /** An agent and what the plan gives it. */
    record AgentView(Agent agent, List<Watch> assignments) {}
}
