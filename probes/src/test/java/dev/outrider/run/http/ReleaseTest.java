package dev.outrider.run.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrider.zoo.Cage;
import dev.outrider.zoo.Diary.Act;
import dev.outrider.zoo.Keyring;
import dev.outrider.zoo.Zoo;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A deadline gives back what a server was given: its socket, the memory of what it sent, and the budget. */
final class ReleaseTest {
    /** What may be held of a server. */
    private static final List<Class<?>> HELD = List.of(
            Dial.class, Exchange.class, Exchanges.class, Kept.class, Gunzip.class, Decoding.class, Network.class);

    private static final Duration SOON = Duration.ofSeconds(5);
    private static final long SLACK = 16 << 20;
    /** The columns of {@code /proc/self/net/tcp}. */
    private static final int REMOTE = 2;

    private static final int INODE = 9;

    @TempDir
    private static Path folder;

    private static Zoo zoo;
    private static Vertx vertx;
    private static final Budget BUDGET = new Budget(8 << 20);
    private static Dialer dialer;

    @BeforeAll
    static void open() throws IOException {
        zoo = Zoo.open();
        vertx = Vertx.vertx();
        Path authority = Files.writeString(folder.resolve("zoo.pem"), Keyring.authority());
        dialer = new Dialer(vertx, Optional.of(authority)).within(BUDGET);
    }

    @AfterAll
    static void close() throws IOException {
        vertx.close().await();
        zoo.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "silent",
                "tls-silent",
                "head-flood",
                "body-stalls",
                "body-drips",
                "body-endless",
                "gzip-bomb",
                "redirect-loop",
                "h2-no-settings",
                "h2-stalls"
            })
    void all_of_it_is_given_back_within_five_seconds(String name) throws Exception {
        Cage cage = zoo.cage(name);
        int port = URI.create(cage.url()).getPort();
        Living before = living();
        assertThat(visited(cage)).isInstanceOf(Reply.Broken.class);
        assertThat(BUDGET.taken()).isZero();
        assertThat(soon(() -> acts(cage, Act.CLIENT_LEFT, Act.CLOSED, Act.RESET) >= acts(cage, Act.ACCEPTED)))
                .as("the server of %s sees that we have gone", name)
                .isTrue();
        assertThat(soon(() -> sockets(port).isEmpty()))
                .as("sockets to %s: %s", name, sockets(port))
                .isTrue();
        AtomicReference<Living> after = new AtomicReference<>(before);
        assertThat(soon(() -> after.updateAndGet(old -> living()).isLeftOf(before)))
                .as("what is held of %s: %s, before: %s", name, after.get(), before)
                .isTrue();
    }

    /** In a method of its own, so that no local variable of the test holds the reply's parts. */
    private static Reply visited(Cage cage) throws InterruptedException {
        Headers headers = new Headers(List.of(Map.entry("Accept-Encoding", "gzip")));
        Call call = new Call("GET", Url.parse(cage.url()), headers, Bytes.NONE);
        try (Customer customer = new Customer(dialer.line(), InstantSource.system())) {
            return customer.visit(call, 10, Deadline.in(Duration.ofMillis(500))).reply();
        }
    }

    private static boolean soon(BooleanSupplier condition) {
        Deadline end = Deadline.in(SOON);
        while (!condition.getAsBoolean()) {
            if (end.passed()) {
                return false;
            }
            LockSupport.parkNanos(10_000_000);
        }
        return true;
    }

    private static long acts(Cage cage, Act... kinds) {
        return cage.diary().entries().stream()
                .filter(entry -> List.of(kinds).contains(entry.act()))
                .count();
    }

    /** Of ours, to a port; those that only the system still knows have no inode. Nothing can be said where there is no /proc. */
    private static List<String> sockets(int port) {
        String end = ":%04X".formatted(port);
        return Stream.of("/proc/self/net/tcp", "/proc/self/net/tcp6")
                .map(Path::of)
                .filter(Files::isReadable)
                .flatMap(ReleaseTest::lines)
                .map(line -> line.strip().split("\\s+"))
                .filter(fields -> fields[REMOTE].endsWith(end) && !fields[INODE].equals("0"))
                .map(fields -> String.join(" ", fields))
                .toList();
    }

    private static Stream<String> lines(Path table) {
        try {
            return Files.readAllLines(table).stream().skip(1);
        } catch (IOException gone) {
            return Stream.empty();
        }
    }

    /**
     * What a collection leaves.
     *
     * @param counts of our objects, by class
     */
    private record Living(Map<String, Long> counts, long bytes) {
        boolean isLeftOf(Living before) {
            return bytes < before.bytes + SLACK && HELD.stream().allMatch(type -> count(type) <= before.count(type));
        }

        private long count(Class<?> type) {
            return counts.getOrDefault(type.getName(), 0L);
        }
    }

    private static Living living() {
        List<String[]> rows = histogram()
                .lines()
                .map(line -> line.strip().split("\\s+"))
                .filter(fields -> fields.length >= 3)
                .toList();
        Map<String, Long> counts = rows.stream()
                .filter(fields -> fields.length >= 4 && fields[3].startsWith("dev.outrider.run.http."))
                .collect(Collectors.toMap(fields -> fields[3], fields -> Long.parseLong(fields[1]), Long::sum));
        return new Living(counts, Long.parseLong(rows.getLast()[2]));
    }

    private static String histogram() {
        try {
            return (String) ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "gcClassHistogram",
                            new Object[] {new String[0]},
                            new String[] {String[].class.getName()});
        } catch (JMException impossible) {
            throw new IllegalStateException("every HotSpot has it", impossible);
        }
    }
}
