package dev.outrider.coordinator.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrider.coordinator.ingest.Report;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** What must hold of every history, by seed. */
class HistoryTest {
    private static final int END = RandomStory.END;

    @RepeatedTest(150)
    void it_is_what_the_definitions_say_of_each_instant(RepetitionInfo seed) {
        Random random = new Random(seed.getCurrentRepetition());
        RandomStory story = RandomStory.of(random);
        int now = 1 + random.nextInt(END + 20);
        History history = History.of(story.rules(), story.reports(), now);
        Oracle oracle = new Oracle(story.versions(), story.maintenances(), story.reports(), now);
        for (int t = 0; t < now; t++) {
            String at = "seed " + seed.getCurrentRepetition() + " at " + t + " known until " + now;
            for (String region : RandomStory.REGIONS) {
                assertThat(history.region(region, t, t + 1)
                                .segments()
                                .getFirst()
                                .state())
                        .as(region + ", " + at)
                        .isEqualTo(oracle.region(region, t));
            }
            assertThat(history.world(t, t + 1).segments().getFirst().state())
                    .as(at)
                    .isEqualTo(oracle.world(t));
        }
    }

    @RepeatedTest(100)
    void it_is_a_function_of_the_set_of_reports(RepetitionInfo seed) {
        Random random = new Random(seed.getCurrentRepetition());
        RandomStory story = RandomStory.of(random);
        List<Report> reports = new ArrayList<>(story.reports());
        for (int i = 0; i < 50 && !story.reports().isEmpty(); i++) {
            reports.add(story.reports().get(random.nextInt(story.reports().size())));
        }
        Collections.shuffle(reports, random);
        assertThat(History.of(story.rules(), reports, END))
                .as("seed " + seed.getCurrentRepetition())
                .isEqualTo(History.of(story.rules(), story.reports(), END));
    }

    @RepeatedTest(100)
    void one_region_never_changes_what_another_is(RepetitionInfo seed) {
        RandomStory story = RandomStory.of(new Random(seed.getCurrentRepetition()));
        List<Report> without = story.reports().stream()
                .filter(report -> !report.key().region().equals("ap"))
                .toList();
        History all = History.of(story.rules(), story.reports(), END);
        History cut = History.of(story.rules(), without, END);
        for (String region : List.of("eu", "us", "za")) {
            assertThat(cut.region(region, 0, END))
                    .as("seed " + seed.getCurrentRepetition())
                    .isEqualTo(all.region(region, 0, END));
        }
    }

    /** What a live view showed stands, but for what is undecided: a streak, a bridge, an undetermined stretch. */
    @RepeatedTest(100)
    void what_was_decided_stands_as_time_goes_on(RepetitionInfo seed) {
        Random random = new Random(seed.getCurrentRepetition());
        RandomStory story = RandomStory.of(random);
        int now = 1 + random.nextInt(END);
        for (String region : story.rules().regions()) {
            List<Verdict> verdicts = Verdict.byRegion(Verdict.winners(story.rules(), story.reports()))
                    .getOrDefault(region, List.of());
            long decided = Restart.before(story.rules(), region, verdicts, 0, now)
                    .map(restart -> restart.memory().since())
                    .orElse(0L);
            History live = History.of(story.rules(), story.reports(), now);
            History later = History.of(story.rules(), story.reports(), END + 50);
            assertThat(live.region(region, 0, Math.min(decided, now)))
                    .as("seed " + seed.getCurrentRepetition())
                    .isEqualTo(later.region(region, 0, Math.min(decided, now)));
        }
    }

    @RepeatedTest(200)
    void a_fold_from_a_restart_says_what_the_whole_fold_says(RepetitionInfo seed) {
        Random random = new Random(seed.getCurrentRepetition());
        RandomStory story = RandomStory.of(random);
        History whole = History.of(story.rules(), story.reports(), END);
        int instant = 1 + random.nextInt(END);
        int loaded = random.nextInt(instant);
        for (String region : story.rules().regions()) {
            List<Verdict> verdicts =
                    Verdict.byRegion(Verdict.winners(story.rules(), story.reports()))
                            .getOrDefault(region, List.of())
                            .stream()
                            .filter(verdict -> verdict.slot() >= loaded)
                            .toList();
            Restart.before(story.rules(), region, verdicts, loaded, instant).ifPresent(restart -> {
                RegionMachine machine = RegionMachine.resume(story.rules(), region, restart.memory());
                verdicts.stream()
                        .filter(verdict -> verdict.slot() >= restart.from() && verdict.slot() < END)
                        .forEach(machine::verdict);
                Strip<RegionState> folded = machine.settle(END).states();
                long from = Math.max(0, restart.memory().since());
                assertThat(restart.from())
                        .isLessThanOrEqualTo(Math.max(
                                instant, story.versions().getFirst().from().toEpochMilli()));
                assertThat(folded.clip(from, END))
                        .as("seed " + seed.getCurrentRepetition() + " " + region + " from " + restart)
                        .isEqualTo(whole.region(region, from, END));
            });
        }
    }
}
