package dev.outrider.coordinator.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrider.coordinator.catalog.Version;
import dev.outrider.coordinator.catalog.Watch;
import dev.outrider.coordinator.ingest.Report;
import dev.outrider.coordinator.store.Database;
import dev.outrider.coordinator.verdict.GlobalState;
import dev.outrider.coordinator.verdict.History;
import dev.outrider.coordinator.verdict.RandomStory;
import dev.outrider.coordinator.verdict.RegionState;
import dev.outrider.coordinator.verdict.Rules;
import dev.outrider.coordinator.verdict.Segment;
import dev.outrider.coordinator.verdict.Strip;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.io.TempDir;

/** However results come, and however often it dies: at each settlement the store holds the whole history. */
class SettlerTest {
    private static final long UNIT = 60_000;
    private static final Reach SHORT = new Reach(Duration.ofMinutes(12), 2, Duration.ofMinutes(7), Duration.ofDays(30));

    @TempDir
    static Path directory;

    private static Database database;

    @BeforeAll
    static void open() {
        database = Database.open(directory);
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @RepeatedTest(25)
    void at_each_settlement_the_store_holds_the_whole_history(RepetitionInfo seed) {
        new Life(seed.getCurrentRepetition()).live();
    }

    /** A coordinator's life with one watch, a minute a unit. */
    private static final class Life {
        private final int seed;
        private final Random random;
        private final Watch watch;
        private final RandomStory story;
        private final List<Report> coming;
        private final StoredReports stored = new StoredReports();
        private final TimelineStore store = new TimelineStore(database);
        private final long lag;
        private Settler settler;
        private List<Version> told = List.of();

        Life(int seed) {
            this.seed = seed;
            this.random = new Random(seed);
            this.watch = new Watch("journey-" + seed, "production");
            this.story = RandomStory.of(random).scaled(watch, UNIT);
            this.coming =
                    new ArrayList<>(story.reports().stream().map(this::delayed).toList());
            coming.sort(Comparator.comparing(Report::receivedAt));
            this.lag = random.nextInt(3) * UNIT;
            this.settler = new Settler(store, stored, SHORT);
        }

        /** One in eight comes when it likes. */
        private Report delayed(Report report) {
            long minutes = random.nextInt(8) > 0 ? random.nextInt(2) : random.nextInt(RandomStory.END);
            return new Report(
                    report.key(),
                    report.runId(),
                    report.version(),
                    report.agent(),
                    report.epoch(),
                    report.attempt(),
                    report.key().slot().plusMillis(minutes * UNIT + 1 + random.nextInt(2000)),
                    report.outcome());
        }

        void live() {
            long now = 0;
            while (now < (RandomStory.END + 80) * UNIT) {
                now += 1 + random.nextLong(4 * UNIT);
                rule(now);
                deliver(now);
                if (random.nextInt(25) == 0) {
                    die(now);
                }
                if (random.nextInt(3) > 0) {
                    settle(now);
                }
            }
        }

        /** Versions as the catalog knows them: an end is known when it has come. */
        private void rule(long now) {
            List<Version> known = new ArrayList<>();
            for (Version version : story.versions()) {
                if (version.from().toEpochMilli() + lag <= now) {
                    boolean ended = version.to()
                            .filter(to -> to.toEpochMilli() + lag <= now)
                            .isPresent();
                    known.add(ended ? version : open(version));
                }
            }
            if (!known.equals(told)) {
                told = known;
                settler.rule(watch, new Rules(told, List.of()));
            }
        }

        private static Version open(Version version) {
            return new Version(
                    version.watch(),
                    version.digest(),
                    version.from(),
                    Optional.empty(),
                    version.interval(),
                    version.regions(),
                    version.quorum(),
                    version.confirmDown(),
                    version.confirmUp(),
                    version.staleAfter());
        }

        private void deliver(long now) {
            List<Report> batch = new ArrayList<>();
            while (!coming.isEmpty() && coming.getFirst().receivedAt().toEpochMilli() <= now) {
                batch.add(coming.removeFirst());
            }
            stored.add(batch);
            if (random.nextInt(15) == 0) {
                die(now);
            } else {
                batch.forEach(settler::report);
            }
        }

        private void die(long now) {
            settler = new Settler(store, stored, SHORT);
            settler.start(Map.of(watch, new Rules(told, List.of())), Instant.ofEpochMilli(now));
        }

        private void settle(long now) {
            List<Transition> transitions = settler.settle(Instant.ofEpochMilli(now));
            History history = History.of(new Rules(told, List.of()), stored.all(), now);
            String as = "seed %d at %d".formatted(seed, now);
            for (String region : history.regions().keySet()) {
                assertThat(strip(region, now).map(RegionState::of))
                        .as(region + ", " + as)
                        .isEqualTo(history.region(region, begin(), now));
            }
            Strip<GlobalState> world = strip(TimelineStore.WORLD, now).map(GlobalState::of);
            assertThat(world).as(as).isEqualTo(history.world(begin(), now));
            present(history, world, transitions, as);
        }

        private void present(History history, Strip<GlobalState> world, List<Transition> transitions, String as) {
            if (told.isEmpty() || world.isEmpty()) {
                return;
            }
            Segment<GlobalState> last = world.segments().getLast();
            WatchState state = settler.state(watch).orElseThrow();
            assertThat(state.state()).as(as).isEqualTo(last.state());
            assertThat(state.since().toEpochMilli()).as(as).isEqualTo(last.from());
            state.regions().forEach((name, region) -> {
                var segment = Optional.ofNullable(history.regions().get(name))
                        .orElseThrow()
                        .segments()
                        .getLast();
                assertThat(region.state()).as(as).isEqualTo(segment.state());
                assertThat(region.since().toEpochMilli()).as(as).isEqualTo(segment.from());
            });
            transitions.stream()
                    .filter(transition -> transition.region().isEmpty())
                    .forEach(transition -> assertThat(transition.to()).as(as).isEqualTo(last.state()));
        }

        private long begin() {
            return told.isEmpty() ? 0 : told.getFirst().from().toEpochMilli();
        }

        private Strip<String> strip(String region, long now) {
            return store.strip(watch, region, begin(), now).window(begin(), now, "off");
        }
    }
}
