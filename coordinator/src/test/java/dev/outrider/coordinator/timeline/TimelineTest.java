package dev.outrider.coordinator.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrider.coordinator.catalog.Version;
import dev.outrider.coordinator.catalog.Watch;
import dev.outrider.coordinator.ingest.Report;
import dev.outrider.coordinator.store.Database;
import dev.outrider.coordinator.store.StoreException;
import dev.outrider.coordinator.verdict.GlobalState;
import dev.outrider.coordinator.verdict.RegionState;
import dev.outrider.coordinator.verdict.Strip;
import dev.outrider.journey.Quorum;
import dev.outrider.result.Cause;
import dev.outrider.result.RunResult;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One journey in one region, each minute; instants are minutes since the beginning. */
class TimelineTest {
    private static final Watch WATCH = new Watch("checkout", "production");

    @TempDir
    Path directory;

    private final StoredReports stored = new StoredReports();
    private final BlockingQueue<Transition> transitions = new LinkedBlockingQueue<>();
    private Database database;
    private Timeline timeline;
    private volatile Instant now = minute(0);

    @BeforeEach
    void open() {
        database = Database.open(directory);
        timeline = born(stored);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void it_tells_of_a_change_by_itself_when_it_is_stored() throws Exception {
        timeline.start(Map.of(WATCH, List.of(version(0, "one"))));
        now = minute(2).plusSeconds(3);
        commit(runs(0, 2, "fail"));
        Transition region = transitions.poll(20, TimeUnit.SECONDS);
        Transition world = transitions.poll(20, TimeUnit.SECONDS);
        timeline.close();
        assertThat(region)
                .isEqualTo(new Transition(WATCH, Optional.of("eu"), RegionState.OFF, RegionState.DOWN, minute(0), now));
        assertThat(world)
                .isEqualTo(new Transition(WATCH, Optional.empty(), GlobalState.OFF, GlobalState.DOWN, minute(0), now));
        assertThat(timeline.now(WATCH).orElseThrow().regions())
                .containsEntry("eu", new WatchState.Region(RegionState.DOWN, minute(0), Optional.of(minute(1))));
        assertThat(world(minute(0), minute(9))).isEqualTo("down 0-123");
        assertThat(timeline.figures(WATCH, minute(0), minute(9)).down()).isEqualTo(123_000);
    }

    @Test
    void silence_is_no_data_when_the_bridge_ends_though_nothing_comes() {
        timeline.rule(WATCH, List.of(version(0, "one")));
        now = minute(2);
        commit(runs(0, 2, "pass"));
        timeline.settle();
        now = minute(4);
        timeline.settle();
        assertThat(timeline.now(WATCH).orElseThrow().state()).isEqualTo(GlobalState.UP);
        now = minute(4).plusMillis(1);
        timeline.settle();
        assertThat(timeline.now(WATCH).orElseThrow().state()).isEqualTo(GlobalState.NODATA);
        assertThat(timeline.now(WATCH).orElseThrow().since()).isEqualTo(minute(2));
    }

    @Test
    void what_was_committed_but_never_settled_is_caught_up_with_however_old_its_slots() {
        timeline.rule(WATCH, List.of(version(0, "one")));
        live(0, 200, "pass");
        live(220, 600, "pass");
        stored.add(runs(200, 220, "fail"));
        restart();
        assertThat(world(minute(0), now)).isEqualTo("up 0-12000, down 12000-13200, up 13200-36000");
    }

    @Test
    void a_result_costs_the_same_however_long_the_history_is() {
        timeline.rule(WATCH, List.of(version(0, "one")));
        live(0, 100, "pass");
        long early = stored.read();
        live(100, 500, "pass");
        assertThat(stored.read()).isEqualTo(early);
    }

    @Test
    void a_start_costs_the_same_however_long_the_history_is() {
        timeline.rule(WATCH, List.of(version(0, "one")));
        live(0, 300, "pass");
        long before = stored.read();
        restart();
        long early = stored.read() - before;
        live(300, 600, "pass");
        before = stored.read();
        restart();
        assertThat(stored.read() - before).isLessThanOrEqualTo(early + 1);
        assertThat(world(minute(0), now)).isEqualTo("up 0-36000");
    }

    @Test
    void a_spool_that_comes_late_is_fetched_around_once_not_with_each_of_its_batches() {
        timeline.rule(WATCH, List.of(version(0, "one")));
        live(0, 300, "pass");
        live(400, 700, "pass");
        long before = stored.read();
        for (int slot = 300; slot < 400; slot++) {
            commit(runs(slot, slot + 1, "pass"));
            timeline.settle();
        }
        assertThat(world(minute(0), now)).isEqualTo("up 0-42000");
        assertThat(stored.read() - before).isLessThan(800);
    }

    @Test
    void what_is_older_than_the_raw_results_stays_as_it_was_settled() {
        timeline.rule(WATCH, List.of(version(0, "one")));
        live(0, 60, "fail");
        now = minute(9 * 24 * 60);
        timeline.settle();
        stored.forget();
        commit(List.of(run(8 * 24 * 60, "pass")));
        timeline.settle();
        assertThat(world(minute(0), now))
                .isEqualTo("down 0-3600, nodata 3600-691200, up 691200-691260, nodata 691260-777600");
    }

    @Test
    void a_store_that_fails_for_a_while_loses_nothing() {
        List<String> trouble = new ArrayList<>(List.of("the disk is full"));
        timeline = born(new Reports() {
            @Override
            public List<Report> of(Watch watch, Instant from, Instant to) {
                if (!trouble.isEmpty()) {
                    throw new StoreException("read results", trouble.removeFirst());
                }
                return stored.of(watch, from, to);
            }

            @Override
            public List<Report> all(Instant from, Instant to) {
                return stored.all(from, to);
            }

            @Override
            public Optional<Instant> oldestReceivedSince(Instant received) {
                return stored.oldestReceivedSince(received);
            }
        });
        timeline.rule(WATCH, List.of(version(0, "one")));
        now = minute(3);
        commit(runs(0, 3, "pass"));
        assertThatThrownBy(timeline::settle)
                .isInstanceOf(StoreException.class)
                .hasMessage("could not read results: the disk is full");
        timeline.settle();
        assertThat(world(minute(0), now)).isEqualTo("up 0-180");
    }

    @Test
    void a_new_version_expects_another_region_from_then_on() {
        timeline.rule(WATCH, List.of(version(0, "one")));
        live(0, 10, "pass");
        Version first = version(0, "one");
        timeline.rule(WATCH, List.of(ending(first, 10), in(version(10, "two"), "eu", "us")));
        now = minute(10).plusSeconds(30);
        timeline.settle();
        assertThat(timeline.now(WATCH).orElseThrow().regions().keySet()).containsExactly("eu", "us");
        assertThat(timeline.region(WATCH, "us", minute(9), minute(11)).segments())
                .extracting(segment -> segment.state().word())
                .containsExactly("off", "nodata");
    }

    private Timeline born(Reports reports) {
        return new Timeline(new TimelineStore(database), reports, () -> now, transitions::add);
    }

    /** Results come one by one, three seconds after their slots, and each is settled. */
    private void live(int from, int to, String outcome) {
        for (int slot = from; slot < to; slot++) {
            now = minute(slot).plusSeconds(3);
            commit(runs(slot, slot + 1, outcome));
            timeline.settle();
        }
        now = minute(to);
        timeline.settle();
    }

    private void commit(List<Report> reports) {
        stored.add(reports);
        timeline.accept(reports);
    }

    /** Another process has the store, and everything is known of the versions. */
    private void restart() {
        timeline = born(stored);
        timeline.start(Map.of(WATCH, List.of(version(0, "one"))));
        timeline.close();
    }

    private List<Report> runs(int from, int to, String outcome) {
        List<Report> runs = new ArrayList<>();
        for (int slot = from; slot < to; slot++) {
            runs.add(run(slot, outcome));
        }
        return runs;
    }

    private Report run(int slot, String outcome) {
        RunResult.Key key = new RunResult.Key(WATCH.journey(), WATCH.environment(), "eu", minute(slot), Cause.SCHEDULE);
        return new Report(key, "r-" + slot, "one", "eu-1", 1, 1, now, outcome);
    }

    private String world(Instant from, Instant to) {
        Strip<GlobalState> world = timeline.world(WATCH, from, to);
        long zero = minute(0).toEpochMilli();
        return String.join(
                ", ",
                world.segments().stream()
                        .map(segment -> segment.state().word() + " " + (segment.from() - zero) / 1000 + "-"
                                + (segment.to() - zero) / 1000)
                        .toList());
    }

    private static Version version(int from, String digest) {
        return new Version(
                WATCH,
                digest,
                minute(from),
                Optional.empty(),
                Duration.ofMinutes(1),
                List.of("eu"),
                new Quorum.Majority(),
                2,
                2,
                Duration.ofMinutes(3));
    }

    private static Version ending(Version version, int at) {
        return changed(version, Optional.of(minute(at)), version.regions());
    }

    private static Version in(Version version, String... regions) {
        return changed(version, version.to(), List.of(regions));
    }

    private static Version changed(Version version, Optional<Instant> to, List<String> regions) {
        return new Version(
                version.watch(),
                version.digest(),
                version.from(),
                to,
                version.interval(),
                regions,
                version.quorum(),
                version.confirmDown(),
                version.confirmUp(),
                version.staleAfter());
    }

    private static Instant minute(int minutes) {
        return Instant.parse("2026-01-01T00:00:00Z").plusSeconds(60L * minutes);
    }
}
