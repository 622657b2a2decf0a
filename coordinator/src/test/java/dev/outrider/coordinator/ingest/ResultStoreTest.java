package dev.outrider.coordinator.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.outrider.coordinator.catalog.Version;
import dev.outrider.coordinator.store.Database;
import dev.outrider.result.RunResult;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultStoreTest {
    private static final Instant SINCE = Runs.NOW.minus(Duration.ofDays(1));

    @TempDir
    Path data;

    private final Random random = new Random(2);
    private final List<RunResult> runs = new ArrayList<>();
    private Database database;
    private ResultStore results;

    /** Two hours of two journeys in three regions; every tenth checkout fails, and us-east is silent for an hour. */
    @BeforeEach
    void fill() {
        database = Database.open(data);
        results = new ResultStore(database, watch -> List.of(Runs.version(watch, SINCE)));
        for (int back = 120; back > 0; back--) {
            for (String region : Runs.REGIONS) {
                boolean silent = region.equals("us-east") && back <= 60;
                if (!silent) {
                    runs.add(
                            back % 10 == 0
                                    ? Runs.failed(Runs.CHECKOUT, region, back, random)
                                    : Runs.passed(Runs.CHECKOUT, region, back, random));
                    runs.add(Runs.passed(Runs.BROWSE, region, back, random));
                }
            }
        }
        try (Ingest ingest = new Ingest(database, run -> true, () -> Runs.NOW, arrivals -> {})) {
            for (String region : Runs.REGIONS) {
                List<RunResult> own = runs.stream()
                        .filter(run -> run.key().region().equals(region))
                        .toList();
                ingest.deliver(Runs.batch(region, own), Map.of(), Runs.SIGNED);
            }
        }
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void pages_follow_each_other_without_a_gap_or_an_overlap() {
        List<RunSummary> all = new ArrayList<>();
        Optional<Cursor> after = Optional.empty();
        do {
            List<RunSummary> page =
                    results.runs(new RunQuery(Runs.CHECKOUT, Optional.empty(), Optional.empty(), 7, after));
            all.addAll(page);
            after = page.stream().reduce((first, second) -> second).map(Cursor::of);
        } while (after.isPresent());
        assertThat(all).isEqualTo(expected(run -> true, 1000));
    }

    @Test
    void one_region_or_one_outcome_can_be_asked_for() {
        assertThat(list("us-east", ""))
                .isEqualTo(expected(run -> run.key().region().equals("us-east"), 20));
        assertThat(list("", "fail"))
                .isEqualTo(expected(run -> run.outcome().word().equals("fail"), 20));
        assertThat(list("", "pass"))
                .isEqualTo(expected(run -> run.outcome().word().equals("pass"), 20));
        assertThat(list("ap-south", "fail"))
                .isEqualTo(expected(
                        run -> run.key().region().equals("ap-south")
                                && run.outcome().word().equals("fail"),
                        20));
        assertThat(list("mars", "")).isEmpty();
        assertThat(list("", "error")).isEmpty();
    }

    @Test
    void failed_runs_have_pages_too() {
        RunQuery first = new RunQuery(Runs.CHECKOUT, Optional.empty(), Optional.of("fail"), 5, Optional.empty());
        List<RunSummary> page = results.runs(first);
        RunQuery second = new RunQuery(
                Runs.CHECKOUT, Optional.empty(), Optional.of("fail"), 5, Optional.of(Cursor.of(page.getLast())));
        assertThat(results.runs(second))
                .isEqualTo(
                        expected(run -> run.outcome().word().equals("fail"), 10).subList(5, 10));
    }

    @Test
    void a_summary_names_the_step_that_failed() {
        assertThat(list("", "fail").getFirst().failedStep()).contains("Pay");
        assertThat(list("", "fail").getFirst().fault()).contains("status");
    }

    @Test
    void the_last_run_of_a_region_is_found_behind_its_silence() {
        assertThat(results.last(Runs.CHECKOUT, SINCE))
                .extracting(run -> run.key().region(), run -> run.key().slot())
                .containsExactlyInAnyOrder(
                        tuple("eu-west", Runs.slot(Runs.CHECKOUT, "eu-west", 1)),
                        tuple("us-east", Runs.slot(Runs.CHECKOUT, "us-east", 61)),
                        tuple("ap-south", Runs.slot(Runs.CHECKOUT, "ap-south", 1)));
        assertThat(results.last(Runs.CHECKOUT, Runs.NOW.minusSeconds(1800))).hasSize(2);
    }

    @Test
    void reports_of_a_watch_are_those_of_its_slots_in_the_window() {
        Instant from = Runs.NOW.minusSeconds(3000);
        Instant to = Runs.NOW.minusSeconds(600);
        assertThat(results.reports(Runs.BROWSE, from, to))
                .extracting(Report::runId)
                .containsExactlyInAnyOrderElementsOf(runs.stream()
                        .filter(run -> run.key().journey().equals("browse"))
                        .filter(run -> !run.key().slot().isBefore(from)
                                && run.key().slot().isBefore(to))
                        .map(RunResult::runId)
                        .toList());
        assertThat(results.reports(from, to))
                .isSortedAccordingTo(
                        (one, other) -> one.key().slot().compareTo(other.key().slot()));
    }

    @Test
    void the_next_run_of_a_region_is_the_one_after_the_next_slot_that_has_one() {
        List<RunSummary> mine = expected(run -> run.key().region().equals("us-east"), 1000);
        assertThat(results.next(mine.get(1))).contains(mine.get(0));
        assertThat(results.next(mine.get(0))).isEmpty();
    }

    @Test
    void what_came_last_is_known_by_its_oldest_slot() {
        Instant oldest = runs.stream()
                .map(run -> run.key().slot())
                .min(Comparator.naturalOrder())
                .orElseThrow();
        assertThat(results.oldestSlotReceivedSince(Runs.NOW)).contains(oldest);
        assertThat(results.oldestSlotReceivedSince(Runs.NOW.plusMillis(1))).isEmpty();
    }

    @Test
    void an_unknown_run_is_not_there() {
        assertThat(results.run("r-zz-zz")).isEmpty();
        assertThat(results.run("../etc/passwd")).isEmpty();
        assertThat(results.run("r--")).isEmpty();
    }

    @Test
    void the_results_of_a_watch_are_found_by_the_primary_key_one_look_a_slot() {
        Version version = Runs.version(Runs.CHECKOUT, SINCE);
        String plan = database.read("explain", connection -> {
            String select;
            try (var statement =
                    Grid.of(version, SINCE, Runs.NOW).orElseThrow().select(connection, ReportRow.COLUMNS)) {
                select = String.valueOf(statement).lines().reduce("", (all, line) -> all + " " + line.strip());
            }
            return explain(connection, select);
        });
        assertThat(plan)
                .contains("SEARCH result USING PRIMARY KEY (slot=? AND region=? AND journey=? AND environment=?)");
    }

    private static String explain(Connection connection, String select) throws SQLException {
        String sql = select.substring(select.indexOf("with recursive"), select.indexOf("environment = ?") + 15);
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("explain query plan " + sql.replace("?", "1"))) {
            StringBuilder plan = new StringBuilder();
            while (rows.next()) {
                plan.append(rows.getString("detail")).append('\n');
            }
            return plan.toString();
        }
    }

    private List<RunSummary> list(String region, String outcome) {
        return results.runs(new RunQuery(
                Runs.CHECKOUT,
                Optional.of(region).filter(name -> !name.isEmpty()),
                Optional.of(outcome).filter(word -> !word.isEmpty()),
                20,
                Optional.empty()));
    }

    private List<RunSummary> expected(Predicate<RunResult> wanted, int limit) {
        return runs.stream()
                .filter(run -> run.key().journey().equals("checkout"))
                .filter(wanted)
                .map(RunSummary::of)
                .sorted(Comparator.comparing(Cursor::of))
                .limit(limit)
                .toList();
    }
}
