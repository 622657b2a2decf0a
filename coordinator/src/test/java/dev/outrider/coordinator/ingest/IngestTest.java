package dev.outrider.coordinator.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrider.coordinator.catalog.Watch;
import dev.outrider.coordinator.store.Database;
import dev.outrider.coordinator.store.StoreException;
import dev.outrider.fleet.Ack;
import dev.outrider.result.Evidence;
import dev.outrider.result.Outcome;
import dev.outrider.result.RunId;
import dev.outrider.result.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IngestTest {
    @TempDir
    Path data;

    private final Random random = new Random(1);
    private final BlockingQueue<List<Arrival>> arrivals = new LinkedBlockingQueue<>();
    private Database database;
    private Ingest ingest;
    private ResultStore results;

    @BeforeEach
    void open() {
        database = Database.open(data);
        ingest = new Ingest(database, run -> Grid.holds(run, Runs.INTERVAL), () -> Runs.NOW, arrivals::add);
        results = new ResultStore(database, watch -> List.of(Runs.version(watch, Runs.NOW.minus(Duration.ofDays(4)))));
    }

    @AfterEach
    void close() {
        ingest.close();
        database.close();
    }

    @Test
    void a_run_is_read_back_as_it_was_found() {
        RunResult failed = Runs.failed(Runs.CHECKOUT, "eu-west", 1, random);
        Ack ack = deliver(List.of(failed));
        assertThat(ack.accepted()).isEqualTo(1);
        assertThat(ack.refused()).isEmpty();
        assertThat(results.run(failed.runId())).contains(failed);
    }

    @Test
    void what_was_said_in_the_last_good_run_came_once_and_stands_beside_every_fail_that_names_it() {
        RunResult passed = Runs.passed(Runs.CHECKOUT, "eu-west", 3, random);
        RunResult first = Runs.failed(Runs.CHECKOUT, "eu-west", 2, random);
        RunResult second = Runs.failed(Runs.CHECKOUT, "eu-west", 1, random);
        Evidence.Good good = new Evidence.Good(
                passed.runId(), passed.startedAt(), first.evidence().exchanges());
        RunResult beside = first.withEvidence(first.evidence().beside(good));
        deliver(List.of(passed, beside));
        deliver(List.of(second.withEvidence(second.evidence().beside(good.named()))));
        assertThat(results.run(first.runId())).contains(beside);
        assertThat(results.run(second.runId()).orElseThrow().evidence().lastGood())
                .contains(good);
        assertThat(results.run(passed.runId()).orElseThrow().evidence().exchanges())
                .isEqualTo(good.exchanges());
    }

    @Test
    void the_listener_hears_after_the_commit_and_only_of_what_is_new() throws Exception {
        RunResult one = Runs.passed(Runs.CHECKOUT, "eu-west", 2, random);
        RunResult two = Runs.passed(Runs.CHECKOUT, "eu-west", 1, random);
        deliver(List.of(one));
        deliver(List.of(one, two));
        assertThat(arrivals.poll(10, TimeUnit.SECONDS))
                .extracting(arrival -> arrival.report().runId())
                .containsExactly(one.runId());
        assertThat(arrivals.poll(10, TimeUnit.SECONDS))
                .extracting(arrival -> arrival.summary().runId())
                .containsExactly(two.runId());
        assertThat(ingest.counts()).isEqualTo(new Ingest.Counts(2, 1, 0, 0));
    }

    @Test
    void a_later_attempt_replaces_the_earlier_whichever_comes_first() {
        RunResult first = Runs.failed(Runs.CHECKOUT, "eu-west", 1, random);
        RunResult second = Runs.attempt(first, 2, new Outcome.Passed());
        deliver(List.of(first));
        deliver(List.of(second));
        assertThat(results.run(first.runId())).contains(second);
        deliver(List.of(first));
        assertThat(results.run(first.runId())).contains(second);
    }

    @Test
    void two_runs_of_one_slot_are_both_kept_because_the_verdict_chooses() {
        RunResult one = Runs.passed(Runs.CHECKOUT, "eu-west", 1, random);
        RunResult other = Runs.failed(Runs.CHECKOUT, "eu-west", 1, random);
        deliver(List.of(one, other));
        assertThat(results.reports(Runs.CHECKOUT, Runs.NOW.minusSeconds(600), Runs.NOW))
                .extracting(Report::runId)
                .containsExactlyInAnyOrder(one.runId(), other.runId());
    }

    @Test
    void poison_is_put_aside_with_its_reason_and_the_rest_goes_on() {
        RunResult good = Runs.passed(Runs.CHECKOUT, "eu-west", 1, random);
        RunResult elsewhere = Runs.passed(Runs.CHECKOUT, "us-east", 1, random);
        RunResult future = Runs.passed(Runs.CHECKOUT, "eu-west", -1, random);
        Instant between = Runs.slot(Runs.CHECKOUT, "eu-west", 3).plusMillis(1);
        RunResult offGrid = Runs.run(Runs.CHECKOUT, "eu-west", between, new Outcome.Passed(), random);
        Ack ack = ingest.deliver(
                Runs.batch("eu-west", List.of(elsewhere, future, good, offGrid)),
                Map.of("r-1-x", "result.outcome.word is 'maybe', which is no outcome"),
                Runs.SIGNED);
        assertThat(ack.accepted()).isEqualTo(1);
        assertThat(ack.refused()).hasSize(4);
        assertThat(ack.refused().get(elsewhere.runId())).contains("us-east", "eu-west");
        assertThat(ack.refused().get(future.runId())).contains("more than 5 s in the future");
        assertThat(ack.refused().get(offGrid.runId())).contains("has no slot at");
        assertThat(count("quarantine")).isEqualTo(4);
        assertThat(count("result")).isEqualTo(1);
        assertThat(ingest.counts()).isEqualTo(new Ingest.Counts(1, 0, 0, 4));
    }

    @Test
    void results_older_than_72_hours_are_acknowledged_as_refused_and_counted() {
        RunResult inTime = Runs.passed(Runs.CHECKOUT, "eu-west", 72 * 60 - 1, random);
        RunResult late = Runs.passed(Runs.CHECKOUT, "eu-west", 72 * 60 + 1, random);
        Ack ack = deliver(List.of(inTime, late));
        assertThat(ack.refused()).containsOnlyKeys(late.runId());
        assertThat(ack.refused().get(late.runId())).contains("older than 72 h");
        assertThat(count("result")).isEqualTo(1);
        assertThat(count("quarantine")).isZero();
        assertThat(ingest.counts()).isEqualTo(new Ingest.Counts(1, 0, 1, 0));
    }

    @Test
    void each_stored_batch_is_on_record_with_who_signed_it() {
        deliver(List.of(Runs.passed(Runs.CHECKOUT, "eu-west", 1, random)));
        String signed = database.read("look", connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(
                            "select key_id || ' ' || signature || ' ' || store from batch join result on number = batch")) {
                return row.getString(1);
            }
        });
        assertThat(signed).isEqualTo("0011223344556677 c2ln s-1");
    }

    @Test
    void nothing_is_acknowledged_when_it_is_not_on_the_disk() throws IOException {
        Files.delete(data.resolve("outrider.db"));
        assertThatThrownBy(() -> deliver(List.of(Runs.passed(Runs.CHECKOUT, "eu-west", 1, random))))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("was deleted");
        assertThat(arrivals).isEmpty();
    }

    @RepeatedTest(20)
    void order_duplicates_and_batching_cannot_change_what_is_stored(RepetitionInfo repetition, @TempDir Path other) {
        Random seed = new Random(repetition.getCurrentRepetition());
        List<RunResult> runs = anyRuns(seed);
        deliver(runs);
        List<RunResult> shuffled = new ArrayList<>(runs);
        for (int i = 0; i < runs.size() / 2; i++) {
            shuffled.add(runs.get(seed.nextInt(runs.size())));
        }
        Collections.shuffle(shuffled, seed);
        try (Database second = Database.open(other);
                Ingest again = new Ingest(second, run -> true, () -> Runs.NOW, arrivals::add)) {
            for (int i = 0; i < shuffled.size(); ) {
                int next = Math.min(shuffled.size(), i + 1 + seed.nextInt(20));
                again.deliver(Runs.batch("eu-west", shuffled.subList(i, next)), Map.of(), Runs.SIGNED);
                i = next;
            }
            assertThat(content(second))
                    .as("seed %d", repetition.getCurrentRepetition())
                    .isEqualTo(content(database));
        }
    }

    private static List<RunResult> anyRuns(Random seed) {
        List<RunResult> runs = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            Watch watch = seed.nextBoolean() ? Runs.CHECKOUT : Runs.BROWSE;
            RunResult run = Runs.failed(watch, "eu-west", seed.nextInt(10), seed);
            runs.add(run);
            if (seed.nextInt(3) == 0) {
                runs.add(Runs.attempt(run, 2, new Outcome.Passed()));
            }
            if (seed.nextInt(5) == 0) {
                runs.add(Runs.attempt(
                        run, 1 + seed.nextInt(3), new Outcome.Skipped("an agent that contradicts itself")));
            }
        }
        return runs;
    }

    /** All that is not about arrival. */
    private static String content(Database database) {
        return database.read("look", connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("select %s from result order by slot, journey, run_id"
                            .formatted(Row.COLUMNS.replace(", batch, received_at", "")))) {
                StringBuilder text = new StringBuilder();
                while (rows.next()) {
                    for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                        text.append(rows.getString(i)).append('|');
                    }
                    text.append('\n');
                }
                return text.toString();
            }
        });
    }

    private Ack deliver(List<RunResult> runs) {
        return ingest.deliver(Runs.batch("eu-west", runs), Map.of(), Runs.SIGNED);
    }

    private int count(String table) {
        return database.read("count", connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("select count(*) from " + table)) {
                return row.getInt(1);
            }
        });
    }

    @Test
    void an_id_that_does_not_begin_with_its_slot_is_poison() {
        RunResult run = Runs.passed(Runs.CHECKOUT, "eu-west", 1, random);
        RunResult renamed = Runs.passed(Runs.CHECKOUT, "eu-west", 2, random);
        assertThat(RunId.slot(run.runId())).contains(run.key().slot());
        RunResult wrong = new RunResult(
                run.key(),
                renamed.runId(),
                run.version(),
                run.agent(),
                run.epoch(),
                run.attempt(),
                run.startedAt(),
                run.duration(),
                run.clockOffset(),
                run.strain(),
                run.outcome(),
                run.cleanupFailed(),
                run.trace(),
                run.steps(),
                run.evidence());
        assertThat(deliver(List.of(wrong)).refused()).containsOnlyKeys(renamed.runId());
    }
}
