package dev.outrider.run.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrider.result.Outcome.Fault;
import dev.outrider.zoo.Cage;
import dev.outrider.zoo.Diary;
import dev.outrider.zoo.Diary.Act;
import dev.outrider.zoo.Keyring;
import dev.outrider.zoo.Specimen;
import dev.outrider.zoo.Zoo;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.dns.AddressResolverOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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
    private static final Path GOLDEN =
            Path.of(System.getProperty("outrider.root", ".."), "probes/src/test/resources/golden/zoo.txt");

    private static final Map<String, Reply> REPLIES = new LinkedHashMap<>();

    @TempDir
    private static Path folder;

    private static Zoo zoo;
    private static Vertx vertx;
    private static Dialer dialer;

    @BeforeAll
    static void ask() throws Exception {
        zoo = Zoo.open();
        AddressResolverOptions names = new AddressResolverOptions()
                .setServers(List.of("127.0.0.1:" + zoo.names().address().getPort()));
        vertx = Vertx.vertx(new VertxOptions().setAddressResolverOptions(names));
        dialer = new Dialer(vertx, Optional.of(Files.writeString(folder.resolve("zoo.pem"), Keyring.authority())));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Map<String, Future<Reply>> waiting = new LinkedHashMap<>();
            for (Cage cage : zoo.cages()) {
                String name = cage.specimen().name();
                Callable<Reply> asking = () -> reply(cage, PATIENT.contains(name) ? PATIENCE : Duration.ofSeconds(30));
                if (PATIENT.contains(name)) {
                    waiting.put(name, threads.submit(asking));
                } else {
                    REPLIES.put(name, asking.call());
                }
            }
            for (Map.Entry<String, Future<Reply>> each : waiting.entrySet()) {
                REPLIES.put(each.getKey(), each.getValue().get());
            }
        }
    }

    @AfterAll
    static void stop() throws IOException {
        vertx.close().await();
        zoo.close();
    }

    private static Reply reply(Cage cage, Duration patience) throws InterruptedException {
        Call call = new Call(
                "GET", Url.parse(cage.url()), new Headers(List.of(Map.entry("Accept-Encoding", "gzip"))), Bytes.NONE);
        try (Customer customer = new Customer(dialer.line(), InstantSource.system())) {
            return customer.visit(call, 10, Deadline.in(patience)).reply();
        }
    }

    private static Reply reply(String name) {
        return Objects.requireNonNull(REPLIES.get(name), name);
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
        assertThat(reply(name)).isInstanceOf(Reply.Broken.class);
    }

    @ParameterizedTest
    @MethodSource("names")
    void what_we_say_agrees_with_what_the_server_wrote_down(String name) {
        Reply.Broken broken = (Reply.Broken) reply(name);
        Cage cage = zoo.cage(name);
        Diary diary = cage.diary();
        String detail = broken.detail();
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
        if (broken.fault() == Fault.RESOLVE || broken.fault() == Fault.CONNECT) {
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
            Reply.Broken broken = (Reply.Broken) reply(name);
            assertThat(broken.fault()).as(name).isEqualTo(Fault.TIMEOUT);
            assertThat(broken.phases().within(0).total())
                    .as(name)
                    .isGreaterThan(PATIENCE.dividedBy(2))
                    .isLessThan(PATIENCE.plus(Waiting.GRACE).plusSeconds(1));
        }
    }

    @Test
    void what_is_endless_was_cut_where_we_say() {
        assertThat(zoo.cage("body-endless").diary().sentBytes()).isGreaterThan(Decoding.LIMIT);
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
            assertThat(row)
                    .contains(((Reply.Broken) reply(name)).detail().replaceAll("(localhost|127.0.0.1):\\d+", "$1"));
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
        return switch (reply(name)) {
            case Reply.Answered answered -> "%-24s OK".formatted(name);
            case Reply.Untold untold -> "%-24s ? %s".formatted(name, untold.detail());
            case Reply.Broken(Fault fault, String detail, Phases phases) ->
                "%-24s %-10s %s"
                        .formatted(
                                name,
                                fault.name().toLowerCase(java.util.Locale.ROOT),
                                detail.replaceAll("(127\\.0\\.0\\.1|localhost):\\d+", "$1:PORT")
                                        .replaceAll("(NotBefore|NotAfter): .*", "$1: DATE")
                                        .replaceAll(name.equals("body-drips") ? "\\d+ bytes" : "^$", "N bytes"));
        };
    }
}
