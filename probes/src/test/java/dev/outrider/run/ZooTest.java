package dev.outrider.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrider.journey.Journey;
import dev.outrider.result.Outcome;
import dev.outrider.result.Outcome.Fault;
import dev.outrider.result.Outcome.Trouble;
import dev.outrider.result.RunResult;
import dev.outrider.run.http.Deadline;
import dev.outrider.script.Compiled;
import dev.outrider.script.Compiler;
import dev.outrider.script.Environment;
import dev.outrider.script.Sources;
import dev.outrider.zoo.Cage;
import dev.outrider.zoo.Diary;
import dev.outrider.zoo.Diary.Act;
import dev.outrider.zoo.Keyring;
import dev.outrider.zoo.Specimen;
import dev.outrider.zoo.Zoo;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The ways in which a server can misbehave: each has a name and a sentence, none passes, and what we say of each agrees with
 * what its server wrote down.
 */
final class ZooTest {
    /** Those who let one wait until one gives up: asked at the same time, each for so long. */
    private static final Set<String> PATIENT = Set.of(
            "names-silent", "full", "silent", "tls-silent", "body-stalls", "body-drips", "h2-no-settings", "h2-stalls");

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Pattern AFTER = Pattern.compile("after (\\d+) bytes|\\((\\d+) bytes of its body");
    private static final Pattern CHALLENGED = Pattern.compile("challenged us \\(status (\\d+)\\)");
    private static final Path GOLDEN =
            Path.of(System.getProperty("outrider.root", ".."), "probes/src/test/resources/golden/zoo.txt");

    private static final Map<String, RunResult> RESULTS = new LinkedHashMap<>();

    @TempDir
    private static Path folder;

    private static Zoo zoo;
    private static Vertx vertx;
    private static Runner runner;

    @BeforeAll
    static void ask() throws Exception {
        zoo = Zoo.open();
        VertxOptions options = Runner.options();
        options.getAddressResolverOptions()
                .setServers(List.of("127.0.0.1:" + zoo.names().address().getPort()));
        vertx = Vertx.vertx(options);
        RunSettings settings = RunSettings.DEFAULT
                .withStarved(Duration.ofSeconds(30))
                .withAuthorities(Files.writeString(folder.resolve("zoo.pem"), Keyring.authority()));
        runner = new Runner(vertx, settings, InstantSource.system(), new Random(1));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Map<String, Future<RunResult>> waiting = new LinkedHashMap<>();
            for (Cage cage : zoo.cages()) {
                String name = cage.specimen().name();
                Callable<RunResult> asking =
                        () -> result(cage, PATIENT.contains(name) ? PATIENCE : Duration.ofSeconds(25));
                if (PATIENT.contains(name)) {
                    waiting.put(name, threads.submit(asking));
                } else {
                    RESULTS.put(name, asking.call());
                }
            }
            for (Map.Entry<String, Future<RunResult>> each : waiting.entrySet()) {
                RESULTS.put(each.getKey(), each.getValue().get());
            }
        }
    }

    @AfterAll
    static void stop() throws IOException {
        runner.close();
        vertx.close().await();
        zoo.close();
    }

    private static RunResult result(Cage cage, Duration patience) {
        String script = """
                journey: zoo
                owner: team-zoo
                schedule: every 1m
                steps: [ { name: Ask, GET: "%s", timeout: %ds } ]
                """.formatted(cage.url(), patience.toSeconds());
        Compiled compiled =
                Compiler.compile(new Sources(Map.of("zoo.journey.yaml", script)), "zoo.journey.yaml", Optional.empty());
        Journey journey = ((Compiled.Ready) compiled).journey();
        return runner.run(journey, Environment.NONE, Ride.request());
    }

    private static RunResult result(String name) {
        return Objects.requireNonNull(RESULTS.get(name), name);
    }

    private static Outcome outcome(String name) {
        return result(name).steps().getFirst().outcome();
    }

    /** The sentence of what is not a pass. */
    private static String detail(String name) {
        return switch (outcome(name)) {
            case Outcome.Failed(Fault fault, String detail) -> detail;
            case Outcome.Errored(Trouble trouble, String detail) -> detail;
            case Outcome.Degraded(List<String> reasons, boolean slow) -> reasons.getFirst();
            case Outcome.Passed passed -> "";
            case Outcome.Skipped skipped -> "";
        };
    }

    /** {@code -Doutrider.golden=write} writes them anew. */
    @Test
    void each_has_a_name_and_a_sentence_that_a_person_understands() throws IOException {
        String told = zoo.cages().stream().map(ZooTest::line).collect(Collectors.joining("\n", "", "\n"));
        if (System.getProperty("outrider.golden", "").equals("write")) {
            Files.createDirectories(GOLDEN.getParent());
            Files.writeString(GOLDEN, told);
        }
        assertThat(told).isEqualTo(Files.readString(GOLDEN));
    }

    static Stream<String> names() {
        return Zoo.specimens().stream().map(Specimen::name);
    }

    @ParameterizedTest
    @MethodSource("names")
    void none_passes(String name) {
        assertThat(outcome(name)).isNotInstanceOfAny(Outcome.Passed.class, Outcome.Skipped.class);
    }

    @ParameterizedTest
    @MethodSource("names")
    void what_we_say_agrees_with_what_the_server_wrote_down(String name) {
        Diary diary = zoo.cage(name).diary();
        String detail = detail(name);
        if (detail.endsWith("without an answer") || detail.endsWith("then came nothing")) {
            assertThat(diary.sentBytes()).isZero();
        }
        if (detail.contains("in the middle of the headers")) {
            assertThat(diary.sentText()).doesNotContain("\r\n\r\n").isNotEmpty();
        }
        if (detail.contains("reset the connection")) {
            assertThat(diary.has(Act.RESET)).isTrue();
        }
        if (detail.contains("the certificate")) {
            assertThat(diary.has(Act.SHOOK_HANDS)).isFalse();
            assertThat(diary.sentBytes()).isZero();
        }
        Matcher challenged = CHALLENGED.matcher(detail);
        if (challenged.find()) {
            assertThat(diary.sentText()).startsWith("HTTP/1.1 " + challenged.group(1) + " ");
        }
        if (outcome(name) instanceof Outcome.Failed(Fault fault, String told)
                && (fault == Fault.RESOLVE || fault == Fault.CONNECT)) {
            assertThat(diary.entries()).isEmpty();
        }
        Matcher after = AFTER.matcher(detail);
        if (after.find() && !name.startsWith("chunk") && !name.startsWith("h2")) {
            long counted = Long.parseLong(after.group(1) == null ? after.group(2) : after.group(1));
            assertThat(counted).isLessThanOrEqualTo(diary.bodyBytes()).isPositive();
        }
    }

    /** Sockets are given back: each server sees that we have gone, those that hold out until the end too. */
    @ParameterizedTest
    @MethodSource("names")
    void no_connection_stays_open(String name) {
        Diary diary = zoo.cage(name).diary();
        Deadline soon = Deadline.in(Duration.ofSeconds(10));
        while (ended(diary) < count(diary, Act.ACCEPTED) && !soon.passed()) {
            Thread.onSpinWait();
        }
        assertThat(ended(diary)).isGreaterThanOrEqualTo(count(diary, Act.ACCEPTED));
    }

    @Test
    void who_lets_one_wait_is_left_when_the_time_is_over_and_not_before() {
        for (String name : PATIENT) {
            assertThat(outcome(name))
                    .as(name)
                    .isInstanceOfSatisfying(
                            Outcome.Failed.class,
                            failed -> assertThat(failed.fault()).isEqualTo(Fault.TIMEOUT));
            assertThat(result(name).duration()).as(name).isGreaterThanOrEqualTo(PATIENCE);
        }
    }

    @Test
    void what_is_endless_was_cut_where_we_say() {
        assertThat(zoo.cage("body-endless").diary().sentBytes()).isGreaterThan(64 << 20);
        assertThat(zoo.cage("gzip-bomb").diary().sentBytes()).isLessThan(100_000);
        assertThat(count(zoo.cage("redirect-loop").diary(), Act.HEARD)).isEqualTo(11);
    }

    /** A row of the README names a server, its port in {@code outrider zoo}, and what we say of it. */
    @Test
    void the_readme_tells_the_truth() throws IOException {
        List<String> names = names().toList();
        List<String> rows = Files.readAllLines(Path.of(System.getProperty("outrider.root", ".."), "README.md")).stream()
                .filter(row -> row.matches("\\| `[a-z0-9-]+` \\| \\d{4} \\|.*"))
                .toList();
        assertThat(rows).hasSizeGreaterThanOrEqualTo(5);
        for (String row : rows) {
            String name = row.replaceFirst("\\| `([a-z0-9-]+)`.*", "$1");
            assertThat(row).contains("| " + (9301 + names.indexOf(name)) + " |");
            assertThat(row).contains(detail(name).replaceAll("(localhost|127.0.0.1):\\d+", "$1"));
        }
    }

    private static long ended(Diary diary) {
        return diary.entries().stream()
                .filter(entry -> Set.of(Act.CLOSED, Act.RESET, Act.CLIENT_LEFT).contains(entry.act()))
                .count();
    }

    private static long count(Diary diary, Act act) {
        return diary.entries().stream().filter(entry -> entry.act() == act).count();
    }

    /** Without ports, dates in the words of a zone, and numbers of bytes that are another each time. */
    private static String line(Cage cage) {
        String name = cage.specimen().name();
        String word = switch (outcome(name)) {
            case Outcome.Failed(Fault fault, String detail) -> fault.name().toLowerCase(Locale.ROOT);
            case Outcome.Errored(Trouble trouble, String detail) ->
                "error: " + trouble.name().toLowerCase(Locale.ROOT);
            case Outcome.Degraded degraded -> degraded.word();
            case Outcome.Passed passed -> passed.word();
            case Outcome.Skipped skipped -> skipped.word();
        };
        return "%-24s %-10s %s"
                .formatted(
                        name,
                        word,
                        detail(name)
                                .replaceAll("(127\\.0\\.0\\.1|localhost):\\d+", "$1:PORT")
                                .replaceAll("(NotBefore|NotAfter): .*", "$1: DATE")
                                .replaceAll(name.equals("body-drips") ? "\\d+ bytes" : "^$", "N bytes"));
    }
}
