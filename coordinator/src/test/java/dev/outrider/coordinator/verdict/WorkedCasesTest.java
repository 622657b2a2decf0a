package dev.outrider.coordinator.verdict;

import static dev.outrider.coordinator.verdict.Scene.report;
import static dev.outrider.coordinator.verdict.Scene.slot;
import static dev.outrider.coordinator.verdict.Scene.threeRegions;
import static dev.outrider.coordinator.verdict.Scene.world;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outrider.coordinator.ingest.Report;
import dev.outrider.journey.Quorum;
import dev.outrider.result.Cause;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The specification by example: an hour, every 60 s, from eu, us and ap at phases 0, 20 and 40. */
class WorkedCasesTest {
    private static final String OUTAGE = "up 0-600, partial 600-620, down 620-1220, partial 1220-1240, up 1240-3600";

    @Test
    void case_01_all_pass() {
        History history = threeRegions().history();
        assertThat(world(history)).isEqualTo("up 0-3600");
        assertThat(history.winners()).hasSize(180).allMatch(Report::good);
    }

    @Test
    void case_02_a_global_outage_is_dated_back_to_the_first_bad_slot_of_the_region_that_completes_the_quorum() {
        History history = outage().history();
        assertThat(world(history)).isEqualTo(OUTAGE);
        assertThat(figures(history).availability()).contains(Ratio.of(5, 6));
        assertThat(figures(history).coverage()).contains(Ratio.ONE);
        assertThat(history.winners().stream().filter(Report::good)).hasSize(150);
    }

    @Test
    void case_03_a_lone_failure_is_no_downtime() {
        History history = threeRegions().find("fail", 1200, 1260, "us").history();
        assertThat(world(history)).isEqualTo("up 0-3600");
        assertThat(history.winners().stream().filter(Report::good)).hasSize(179);
    }

    @Test
    void case_04_one_region_fails() {
        History history = threeRegions().find("fail", 600, 1200, "ap").history();
        assertThat(world(history)).isEqualTo("up 0-640, partial 640-1240, up 1240-3600");
        assertThat(figures(history).availability()).contains(Ratio.ONE);
    }

    @Test
    void case_05_an_outage_while_one_region_is_cut_off_as_it_is_seen_live() {
        History live = outage().history(
                        1300,
                        report -> slot(report) + 3 <= 1300
                                && (!report.key().region().equals("ap") || slot(report) < 600));
        assertThat(figures(live).down()).isEqualTo(580_000);
    }

    @Test
    void case_06_the_spool_of_the_region_that_was_cut_off_makes_it_the_uncut_history() {
        List<Report> late = new ArrayList<>();
        List<Report> early = new ArrayList<>();
        Scene scene = outage();
        scene.reports()
                .forEach(report ->
                        (report.key().region().equals("ap") && slot(report) >= 600 ? late : early).add(report));
        early.addAll(late);
        assertThat(History.of(scene.rules(), early, 3_600_000)).isEqualTo(outage().history());
    }

    @Test
    void case_07_a_dead_region_takes_no_coverage_from_the_world() {
        History history = threeRegions().silent(1800, 3600, "ap").history();
        assertThat(world(history)).isEqualTo("up 0-3600");
        assertThat(Scene.text(history.region("ap", 0, 3_600_000))).isEqualTo("up 0-1840, nodata 1840-3600");
    }

    @Test
    void case_08_silence_everywhere_is_not_up_and_not_down() {
        History history = threeRegions().silent(1200, 1800).history();
        assertThat(world(history)).isEqualTo("up 0-1220, nodata 1220-1820, up 1820-3600");
        assertThat(figures(history).coverage()).contains(Ratio.of(5, 6));
        assertThat(figures(history).low()).contains(Ratio.of(5, 6));
        assertThat(figures(history).high()).contains(Ratio.ONE);
    }

    @Test
    void case_09_a_lone_voter_cannot_convict() {
        History history = threeRegions()
                .silent(600, 3600, "us", "ap")
                .find("fail", 1200, 3600, "eu")
                .history();
        assertThat(world(history)).isEqualTo("up 0-640, nodata 640-1200, suspect 1200-3600");
        assertThat(figures(history).availability()).contains(Ratio.ONE);
        assertThat(figures(history).coverage()).contains(Ratio.of(8, 45));
        assertThat(figures(history).low()).contains(Ratio.of(8, 45));
    }

    @Test
    void case_10_two_voters_of_three_convict() {
        assertThat(figures(outage().silent(0, 3600, "ap").history()).down()).isEqualTo(580_000);
    }

    @Test
    void case_11_duplicates_in_any_order_change_nothing() {
        Scene scene = outage();
        List<Report> many = new ArrayList<>(scene.reports());
        new Random(11)
                .ints(300, 0, many.size())
                .forEach(index -> many.add(scene.reports().get(index)));
        Collections.shuffle(many, new Random(11));
        assertThat(History.of(scene.rules(), many, 3_600_000)).isEqualTo(outage().history());
    }

    @Test
    void case_12_an_agent_that_lost_the_assignment_says_nothing_that_counts() {
        Scene scene = threeRegions();
        for (Report report : List.copyOf(scene.reports())) {
            scene.add(report(report.key().region(), slot(report), "fail", Cause.SCHEDULE, "a-0", 0, 0));
        }
        assertThat(scene.history().winners()).hasSize(180).allMatch(Report::good);
    }

    @Test
    void case_13_a_retry_that_passes_is_good() {
        Scene scene = threeRegions().find("fail", 600, 720, "eu");
        scene.add(report("eu", 600, "pass", Cause.SCHEDULE, "eu-1", 1, 1));
        scene.add(report("eu", 660, "degraded", Cause.SCHEDULE, "eu-1", 1, 1));
        assertThat(scene.history().winners()).hasSize(180).allMatch(Report::good);
    }

    @Test
    void case_14_flapping_counts_each_outage() {
        Scene scene = threeRegions();
        for (int from = 600; from < 1800; from += 240) {
            scene.find("fail", from, from + 120);
        }
        assertThat(figures(scene.history()).down()).isEqualTo(5 * 120_000);
        assertThat(figures(scene.history()).partial()).isEqualTo(10 * 20_000);
    }

    @Test
    void case_15_an_outage_inside_maintenance_counts_for_nothing() {
        History history =
                threeRegions().find("fail", 700, 1000).maintained(600, 1200).history();
        assertThat(world(history)).isEqualTo("up 0-600, maint 600-1200, up 1200-3600");
    }

    @Test
    void case_16_an_outage_that_outlives_maintenance_begins_at_its_end() {
        History history =
                threeRegions().find("fail", 700, 1500).maintained(600, 1200).history();
        assertThat(world(history))
                .isEqualTo("up 0-600, maint 600-1200, down 1200-1520, partial 1520-1540, up 1540-3600");
    }

    @Test
    void case_17_a_streak_never_spans_two_versions() {
        History history = threeRegions().find("fail", 600, 720).edited(660).history();
        assertThat(world(history)).isEqualTo("up 0-3600");
    }

    @Test
    void case_18_a_journey_that_is_disabled_is_off() {
        History history = threeRegions().disabled(1800).history();
        assertThat(world(history)).isEqualTo("up 0-1800, off 1800-3600");
        assertThat(figures(history).availability()).contains(Ratio.ONE);
        assertThat(figures(history).eligible()).isEqualTo(1_800_000);
    }

    @Test
    void case_19_a_lone_pass_inside_an_outage_stays_down() {
        History history =
                threeRegions().find("fail", 600, 1140).find("pass", 840, 900).history();
        assertThat(figures(history).down()).isEqualTo(540_000);
    }

    @Test
    void case_20_our_own_errors_blame_nobody() {
        History history = threeRegions().find("error", 600, 1800, "eu").history();
        assertThat(world(history)).isEqualTo("up 0-3600");
        assertThat(history.winners().stream().filter(Report::countable)).hasSize(160);
    }

    @Test
    void case_21_results_that_are_stuck_are_no_data_as_it_is_seen_live() {
        History live = outage().history(1600, report -> slot(report) < 600);
        assertThat(world(live)).isEqualTo("up 0-620, nodata 620-1600");
    }

    @Test
    void case_22_results_that_were_stuck_make_the_history_that_they_would_have_made() {
        assertThat(world(outage().history(4000, Scene.ALL))).isEqualTo(OUTAGE);
    }

    @ParameterizedTest
    @CsvSource({
        "23, majority, 5, 2, 0, 600",
        "24, majority, 5, 3, 600, 0",
        "25, count,    5, 2, 600, 0",
        "26, majority, 2, 1, 0, 600",
        "27, majority, 1, 1, 600, 0",
    })
    void cases_23_to_27_a_quorum_convicts(int name, String quorum, int regions, int failing, int down, int partial) {
        String[] all = IntStream.range(0, regions).mapToObj(i -> "r" + 3 * i).toArray(String[]::new);
        String[] bad = List.of(all).subList(0, failing).toArray(String[]::new);
        Scene scene = new Scene(quorum.equals("count") ? new Quorum.Count(2) : new Quorum.Majority(), all);
        // All that fail do so from one instant on, so that nothing but the quorum tells.
        List<Report> aligned = scene.reports().stream()
                .map(report -> report(report.key().region(), slot(report) / 60 * 60, report.outcome()))
                .map(report ->
                        List.of(bad).contains(report.key().region()) && slot(report) >= 600 && slot(report) < 1200
                                ? report(report.key().region(), slot(report), "fail")
                                : report)
                .toList();
        Figures figures = figures(History.of(scene.rules(), aligned, 3_600_000));
        assertThat(figures.down()).as("case " + name).isEqualTo(down * 1000L);
        assertThat(figures.partial()).as("case " + name).isEqualTo(partial * 1000L);
    }

    @Test
    void case_28_one_missing_slot_is_bridged() {
        assertThat(world(threeRegions().silent(1200, 1260).history())).isEqualTo("up 0-3600");
    }

    @Test
    void case_29_three_missing_slots_are_no_data() {
        History history = threeRegions().silent(1200, 1380).history();
        assertThat(figures(history).nodata()).isEqualTo(180_000);
    }

    @Test
    void case_30_down_then_silent_then_up() {
        History history =
                threeRegions().find("fail", 600, 900).silent(900, 1800).history();
        assertThat(figures(history).down()).isEqualTo(300_000);
        assertThat(world(history))
                .isEqualTo("up 0-600, partial 600-620, down 620-920, suspect 920-940, nodata 940-1820, up 1820-3600");
    }

    @Test
    void case_43_an_answer_counts_before_a_newer_owners_skip() {
        Scene scene = threeRegions();
        scene.add(report("eu", 600, "skipped", Cause.SCHEDULE, "eu-2", 2, 0));
        assertThat(scene.history().winners()).hasSize(180).allMatch(Report::countable);
    }

    @Test
    void a_failure_that_is_confirmed_at_once_is_down_from_its_slot() {
        Scene scene = new Scene(new Quorum.Majority(), "eu").find("fail", 600, 660);
        scene.add(report("eu", 600, "fail", Cause.CONFIRM, "eu-1", 1, 0));
        assertThat(world(scene.history(620, report -> slot(report) <= 600))).isEqualTo("up 0-600, down 600-620");
    }

    @Test
    void a_failure_whose_confirmation_is_good_is_no_downtime_and_stays_bad() {
        Scene scene = new Scene(new Quorum.Majority(), "eu").find("fail", 600, 660);
        scene.add(report("eu", 600, "pass", Cause.CONFIRM, "eu-1", 1, 0));
        assertThat(world(scene.history())).isEqualTo("up 0-3600");
        assertThat(scene.history().winners().stream().filter(report -> !report.good()))
                .hasSize(1);
    }

    @Test
    void what_a_person_asked_for_is_no_evidence() {
        Scene scene = new Scene(new Quorum.Majority(), "eu");
        for (int slot = 600; slot < 1200; slot += 30) {
            scene.add(report("eu", slot, "fail", Cause.MANUAL, "eu-1", 1, 0));
        }
        assertThat(world(scene.history())).isEqualTo("up 0-3600");
    }

    @Test
    void a_lone_failure_with_nothing_after_it_is_no_data() {
        Scene scene = new Scene(new Quorum.Majority(), "eu").silent(60, 3600).find("fail", 0, 60);
        assertThat(world(scene.history())).isEqualTo("nodata 0-3600");
    }

    @Test
    void a_pending_result_keeps_the_last_state_until_the_bridge_ends() {
        Scene scene = new Scene(new Quorum.Majority(), "eu").silent(660, 3600);
        assertThat(world(scene.history(780, Scene.ALL))).isEqualTo("up 0-780");
        assertThat(world(scene.history(781, Scene.ALL))).isEqualTo("up 0-660, nodata 660-781");
    }

    private static Scene outage() {
        return threeRegions().find("fail", 600, 1200);
    }

    private static Figures figures(History history) {
        return Figures.of(history.world(0, 3_600_000));
    }
}
