package dev.outrider.agent.spool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrider.fleet.ResultCodec;
import dev.outrider.result.Cause;
import dev.outrider.result.Evidence;
import dev.outrider.result.Outcome;
import dev.outrider.result.RunResult;
import dev.outrider.result.Strain;
import dev.outrider.result.Timings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {
    private static final Instant NOW = Instant.parse("2026-11-27T08:00:00Z");
    private static final InstantSource CLOCK = InstantSource.fixed(NOW);
    private static final Spool.Limits SMALL = new Spool.Limits(1 << 20, 4 << 10);

    @TempDir
    Path directory;

    @Test
    void what_was_appended_is_given_until_it_is_acknowledged() {
        try (Spool spool = open(directory, SMALL)) {
            assertThat(spool.next(10, 1 << 20)).isEmpty();
            assertThat(spool.append(result("a", 0))).isTrue();
            assertThat(spool.append(result("b", 0))).isTrue();

            assertThat(ids(spool.next(1, 1 << 20))).containsExactly("a");
            Spool.Chunk both = spool.next(10, 1 << 20).orElseThrow();
            assertThat(both.results()).containsExactly(result("a", 0), result("b", 0));
            assertThat(spool.stats().oldest()).contains(NOW);
            spool.acknowledge(both);
            assertThat(spool.next(10, 1 << 20)).isEmpty();
            assertThat(spool.stats())
                    .extracting(Spool.Stats::entries, Spool.Stats::recorded)
                    .containsExactly(0L, 2L);
        }
    }

    @Test
    void a_chunk_is_bounded_in_bytes_but_never_empty() {
        try (Spool spool = open(directory, SMALL)) {
            IntStream.range(0, 3).forEach(i -> spool.append(result("r" + i, 1000)));
            assertThat(ids(spool.next(10, 1))).containsExactly("r0");
        }
    }

    @Test
    void many_append_at_once_and_each_is_there_once() {
        try (Spool spool = open(directory, SMALL)) {
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                IntStream.range(0, 500).forEach(i -> threads.execute(() -> spool.append(result("r" + i, 10))));
            }
            assertThat(drain(spool))
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, 500).mapToObj(i -> "r" + i).toList());
            assertThat(segments(directory)).hasSizeLessThanOrEqualTo(1);
        }
    }

    /** Appends, acknowledges, restarts, and now and then loses the machine: the copy is cut behind what was promised. */
    @RepeatedTest(20)
    void whatever_was_promised_survives_a_crash(RepetitionInfo repetition) throws IOException {
        Random random = new Random(repetition.getCurrentRepetition());
        Path at = directory.resolve("0");
        List<String> promised = new ArrayList<>();
        for (int crash = 1; crash < 6; crash++) {
            Path survivor = directory.resolve(String.valueOf(crash));
            try (Spool spool = open(at, SMALL)) {
                for (int i = random.nextInt(40); i > 0; i--) {
                    String id = crash + "-" + i;
                    assertThat(spool.append(result(id, random.nextInt(600)))).isTrue();
                    promised.add(id);
                    if (random.nextInt(4) == 0) {
                        Spool.Chunk chunk =
                                spool.next(random.nextInt(1, 9), 1 << 20).orElseThrow();
                        spool.acknowledge(chunk);
                        chunk.results().forEach(result -> promised.remove(result.runId()));
                    }
                }
                copy(at, survivor);
                tear(survivor, random);
            }
            at = survivor;
        }
        try (Spool spool = open(at, SMALL)) {
            assertThat(drain(spool))
                    .as("seed %d", repetition.getCurrentRepetition())
                    .containsExactlyElementsOf(promised);
        }
    }

    @RepeatedTest(40)
    void each_flipped_byte_is_found_and_costs_one_result_at_most(RepetitionInfo repetition) throws IOException {
        Random random = new Random(repetition.getCurrentRepetition());
        List<String> all = fill(directory, 30, random);
        int flips = random.nextInt(1, 4);
        for (int i = 0; i < flips; i++) {
            flip(segments(directory).get(random.nextInt(segments(directory).size())), random);
        }
        try (Spool spool = open(directory, SMALL)) {
            long damaged = spool.stats().damaged();
            assertThat(damaged).as("seed %d", repetition.getCurrentRepetition()).isBetween(1L, (long) flips);
            List<String> left = drain(spool);
            assertThat(left)
                    .hasSizeBetween(all.size() - flips, (int) (all.size() - damaged))
                    .isSubsetOf(all);
        }
        assertThat(directory.resolve("quarantine")).isNotEmptyDirectory();
        try (Spool again = open(directory, SMALL)) {
            assertThat(again.stats().damaged()).as("reported once").isZero();
        }
    }

    @RepeatedTest(30)
    void damage_done_while_it_runs_is_found_too(RepetitionInfo repetition) throws IOException {
        Random random = new Random(repetition.getCurrentRepetition());
        fill(directory, 30, random);
        try (Spool spool = open(directory, SMALL)) {
            flip(segments(directory).get(random.nextInt(segments(directory).size())), random);
            assertThat(drain(spool)).hasSize(29);
            assertThat(spool.stats())
                    .extracting(Spool.Stats::damaged, Spool.Stats::entries)
                    .containsExactly(1L, 0L);
        }
    }

    @Test
    void a_cut_tail_loses_what_was_cut_and_says_so() throws IOException {
        fill(directory, 5, new Random(1));
        Path last = segments(directory).getLast();
        try (FileChannel channel = FileChannel.open(last, StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() - 3);
        }
        try (Spool spool = open(directory, SMALL)) {
            assertThat(drain(spool)).hasSize(4);
            assertThat(spool.stats().damaged()).isEqualTo(1);
        }
    }

    @Test
    void without_room_evidence_goes_first_and_then_the_oldest_and_all_is_counted() {
        try (Spool spool = open(directory, new Spool.Limits(64 << 10, 4 << 10))) {
            int appended = 400;
            for (int i = 0; i < appended; i++) {
                assertThat(spool.append(result("r" + i, 400))).isTrue();
            }
            Spool.Stats stats = spool.stats();
            assertThat(stats.stripped()).isPositive();
            assertThat(stats.lost()).isPositive();
            assertThat(stats.bytes()).isLessThanOrEqualTo(64 << 10);
            List<String> left = drain(spool);
            assertThat(left).hasSize((int) (appended - stats.lost())).last().isEqualTo("r399");
        }
    }

    @Test
    void what_the_quota_took_while_it_was_being_delivered_was_not_lost() {
        try (Spool spool = open(directory, new Spool.Limits(64 << 10, 4 << 10))) {
            spool.append(result("first", 0));
            Spool.Chunk chunk = spool.next(10, 1 << 20).orElseThrow();
            IntStream.range(0, 400).forEach(i -> spool.append(result("r" + i, 400)));
            long lost = spool.stats().lost();
            spool.acknowledge(chunk);
            assertThat(spool.stats().lost()).isEqualTo(lost - 1);
            assertThat(drain(spool)).hasSize((int) (400 - (lost - 1)));
        }
    }

    @Test
    void a_directory_that_takes_nothing_costs_results_but_never_a_run() throws IOException {
        Path spoolDirectory = directory.resolve("spool");
        try (Spool spool = open(spoolDirectory, new Spool.Limits(1 << 20, 1))) {
            spool.append(result("kept", 0));
            delete(spoolDirectory);
            Files.writeString(spoolDirectory, "in the way");
            assertThat(spool.append(result("lost", 0))).isFalse();
            assertThat(spool.stats().lost()).isEqualTo(1);

            Files.delete(spoolDirectory);
            assertThat(spool.append(result("kept again", 0))).isTrue();
            assertThat(drain(spool)).containsExactly("kept again");
            assertThat(spool.stats().damaged()).as("the deleted one").isEqualTo(1);
        }
    }

    private static Spool open(Path directory, Spool.Limits limits) {
        return Spool.open(directory, limits, CLOCK);
    }

    private static List<String> fill(Path directory, int count, Random random) {
        List<String> ids = new ArrayList<>();
        try (Spool spool = open(directory, SMALL)) {
            for (int i = 0; i < count; i++) {
                ids.add("r" + i);
                spool.append(result("r" + i, random.nextInt(600)));
            }
        }
        return ids;
    }

    private static List<String> drain(Spool spool) {
        List<String> ids = new ArrayList<>();
        while (spool.stats().entries() > 0) {
            spool.next(7, 1 << 20).ifPresent(chunk -> {
                chunk.results().forEach(result -> ids.add(result.runId()));
                spool.acknowledge(chunk);
            });
        }
        return ids;
    }

    private static List<String> ids(Optional<Spool.Chunk> chunk) {
        return chunk.orElseThrow().results().stream().map(RunResult::runId).toList();
    }

    private static RunResult result(String id, int evidence) {
        Evidence.Exchange exchange = new Evidence.Exchange(
                0,
                1,
                Duration.ZERO,
                Timings.NONE,
                "GET",
                "/",
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                200,
                Map.of(),
                Optional.of("x".repeat(evidence)),
                evidence);
        RunResult result = new RunResult(
                new RunResult.Key("j", "e", "r", NOW, Cause.SCHEDULE),
                id,
                "v",
                "a",
                1,
                1,
                NOW,
                Duration.ZERO,
                Duration.ZERO,
                Strain.NONE,
                new Outcome.Passed(),
                false,
                "t",
                List.of(),
                new Evidence(List.of(exchange), List.of()));
        assertThat(ResultCodec.decode(ResultCodec.encode(result))).isEqualTo(result);
        return result;
    }

    private static List<Path> segments(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".seg"))
                    .sorted()
                    .toList();
        } catch (IOException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        for (Path file : segments(from)) {
            Files.copy(file, to.resolve(file.getFileName()));
        }
        Files.copy(from.resolve("acked"), to.resolve("acked"));
    }

    /** What was being written when the machine stopped: some of a record that nobody was promised. */
    private static void tear(Path directory, Random random) throws IOException {
        List<Path> segments = segments(directory);
        if (segments.isEmpty() || random.nextBoolean()) {
            return;
        }
        ByteBuffer whole = ByteBuffer.allocate(Frame.HEADER + 50);
        Frame.write(whole, 1L << 40, 0, new byte[50]);
        Files.write(
                segments.getLast(),
                Arrays.copyOf(whole.array(), random.nextInt(Frame.HEADER + 50)),
                StandardOpenOption.APPEND);
    }

    private static void flip(Path file, Random random) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long at = random.nextLong(channel.size());
            ByteBuffer one = ByteBuffer.allocate(1);
            channel.read(one, at);
            one.put(0, (byte) (one.get(0) ^ (1 << random.nextInt(8))));
            channel.write(one.flip(), at);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
