package dev.outrider.agent.good;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrider.result.Cause;
import dev.outrider.result.Evidence;
import dev.outrider.result.Fingerprint;
import dev.outrider.result.Outcome;
import dev.outrider.result.RunResult;
import dev.outrider.result.StepResult;
import dev.outrider.result.Strain;
import dev.outrider.result.Timings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GoodRunsTest {
    private static final Outcome FAILED = new Outcome.Failed(Outcome.Fault.STATUS, "status was 500");

    @TempDir
    private Path folder;

    private Instant now = Instant.parse("2026-11-27T12:00:00Z");

    @Test
    void a_pass_stays_here_and_goes_along_with_the_first_fail() {
        GoodRuns runs = open(GoodRuns.QUOTA);
        assertThat(runs.settled(run("r-1", "shop", new Outcome.Passed(), "good"))
                        .evidence())
                .isEqualTo(Evidence.NONE);
        Evidence first = runs.settled(run("r-2", "shop", FAILED, "bad")).evidence();
        assertThat(first.exchanges())
                .singleElement()
                .satisfies(said -> assertThat(said.body()).contains("bad"));
        assertThat(first.lastGood().orElseThrow().runId()).isEqualTo("r-1");
        assertThat(first.lastGood().orElseThrow().exchanges())
                .singleElement()
                .satisfies(said -> assertThat(said.body()).contains("good"));
        Evidence second = runs.settled(run("r-3", "shop", FAILED, "bad")).evidence();
        assertThat(second.lastGood()).contains(first.lastGood().get().named());
    }

    @Test
    void it_survives_a_restart() {
        open(GoodRuns.QUOTA).settled(run("r-1", "shop", new Outcome.Passed(), "good"));
        Evidence evidence =
                open(GoodRuns.QUOTA).settled(run("r-2", "shop", FAILED, "bad")).evidence();
        assertThat(evidence.lastGood().orElseThrow().exchanges()).hasSize(1);
    }

    @Test
    void a_damaged_file_is_dropped() throws IOException {
        open(GoodRuns.QUOTA).settled(run("r-1", "shop", new Outcome.Passed(), "good"));
        Path file = files().getFirst();
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        assertThat(open(GoodRuns.QUOTA)
                        .settled(run("r-2", "shop", FAILED, "bad"))
                        .evidence()
                        .lastGood())
                .isEmpty();
        assertThat(files()).isEmpty();
    }

    @Test
    void what_was_used_for_the_longest_time_goes_when_the_quota_is_reached() throws IOException {
        GoodRuns runs = open(20_000);
        for (int i = 0; i < 20; i++) {
            runs.settled(run("r-" + i, "shop-" + i, new Outcome.Passed(), noise(3000)));
            runs.settled(run("r-f", "shop-0", FAILED, "bad"));
        }
        long bytes = 0;
        for (Path file : files()) {
            bytes += Files.size(file);
        }
        assertThat(bytes).isBetween(10_000L, 20_000L);
        assertThat(runs.settled(run("r-f", "shop-0", FAILED, "bad")).evidence().lastGood())
                .isPresent();
        assertThat(runs.settled(run("r-f", "shop-1", FAILED, "bad")).evidence().lastGood())
                .isEmpty();
    }

    @Test
    void it_is_written_anew_only_when_it_is_old_or_the_answers_look_otherwise() {
        GoodRuns runs = open(GoodRuns.QUOTA);
        RunResult good = run("r-1", "shop", new Outcome.Passed(), "good");
        assertThat(wanted(runs, good, "v1", "a")).isTrue();
        runs.settled(good);
        assertThat(wanted(runs, good, "v1", "a")).isFalse();
        assertThat(wanted(runs, good, "v2", "a")).isTrue();
        assertThat(wanted(runs, good, "v1", "b")).isFalse();
        now = now.plusSeconds(61);
        assertThat(wanted(runs, good, "v1", "a")).isFalse();
        assertThat(wanted(runs, good, "v1", "b")).isTrue();
        now = now.plusSeconds(600);
        assertThat(wanted(runs, good, "v1", "a")).isTrue();
    }

    @Test
    void a_run_of_another_version_is_no_comparison() {
        GoodRuns runs = open(GoodRuns.QUOTA);
        runs.settled(run("r-1", "shop", new Outcome.Passed(), "good"));
        RunResult other = run("r-2", "shop", FAILED, "bad");
        RunResult edited = new RunResult(
                other.key(),
                other.runId(),
                "v2",
                other.agent(),
                1,
                1,
                now,
                Duration.ZERO,
                Duration.ZERO,
                Strain.NONE,
                FAILED,
                false,
                "",
                List.of(),
                Evidence.NONE);
        assertThat(runs.settled(edited).evidence().lastGood()).isEmpty();
    }

    private boolean wanted(GoodRuns runs, RunResult run, String version, String shape) {
        return runs.keep(run.key(), version).wanted(List.of(step(shape)));
    }

    private GoodRuns open(long quota) {
        return new GoodRuns(folder.resolve("good"), quota, () -> now);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("good"))) {
            return files.toList();
        }
    }

    private static String noise(int length) {
        Random random = new Random(1);
        return random.ints(length, 'a', 'z')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private RunResult run(String id, String journey, Outcome outcome, String body) {
        Evidence.Exchange said = new Evidence.Exchange(
                0,
                1,
                Duration.ZERO,
                Timings.NONE,
                "GET",
                "https://shop.test/",
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                200,
                Map.of(),
                Optional.of(body),
                body.length());
        return new RunResult(
                new RunResult.Key(journey, "test", "eu-west", now, Cause.SCHEDULE),
                id,
                "v1",
                "eu-1",
                1,
                1,
                now,
                Duration.ZERO,
                Duration.ZERO,
                Strain.NONE,
                outcome,
                false,
                "",
                List.of(step("a")),
                new Evidence(List.of(said)));
    }

    private static StepResult step(String shape) {
        return new StepResult(
                "Home",
                false,
                Optional.empty(),
                1,
                new Outcome.Passed(),
                Duration.ZERO,
                Timings.NONE,
                1,
                Optional.empty(),
                Optional.of(200),
                List.of(),
                Optional.of(new Fingerprint(
                        "127.0.0.1:80", "HTTP/1.1", Optional.empty(), Optional.empty(), "text/html", shape, 1)));
    }
}
