package dev.outrider.bench;

import dev.outrider.journey.Journey;
import dev.outrider.result.Outcome;
import dev.outrider.result.RunResult;
import dev.outrider.run.RunSettings;
import dev.outrider.run.Runner;
import io.vertx.core.Vertx;
import io.vertx.core.dns.AddressResolverOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Servers that misbehave: what curl says of each ({@code curl -sSL --compressed}, the strictest way to ask it), what we say, in
 * which time, and what stays behind of it: heap in use and open sockets. The servers are a process of their own.
 */
public final class ZooBench {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration AFTERWARDS = Duration.ofSeconds(5);
    private static final double CUT_MS = 250;
    /** What we say where a server is not broken, or we cannot know. */
    private static final List<String> UNBROKEN = List.of("PASS", "SKIPPED", "error: ", "degraded: ");

    private ZooBench() {}

    /** A line of the table. */
    private record Row(String name, String curl, String ours, double millis, double heapKib, long sockets) {}

    public static void main(String[] args) throws IOException {
        boolean curl = Curl.isThere();
        try (ZooChild zoo = new ZooChild()) {
            AddressResolverOptions names = Runner.options()
                    .getAddressResolverOptions()
                    .setServers(List.of("127.0.0.1:" + zoo.names().getPort()));
            Vertx vertx = Vertx.vertx(Runner.options().setEventLoopPoolSize(1).setAddressResolverOptions(names));
            RunSettings settings = RunSettings.DEFAULT.withAuthorities(zoo.authority());
            try (Runner runner = new Runner(vertx, settings, InstantSource.system(), new SecureRandom())) {
                runner.warmUp();
                Desk desk = new Desk(runner);
                // Each twice: the first time classes are loaded, which stays behind and is no leak.
                zoo.animals().forEach(animal -> desk.run(Desk.journey(animal.url(), PATIENCE)));
                List<Row> rows = new ArrayList<>();
                heading();
                for (ZooChild.Animal animal : zoo.animals()) {
                    rows.add(row(desk, animal, curl ? curl(zoo, animal) : "-"));
                    print(rows.getLast());
                }
                summary(rows);
            } finally {
                vertx.close().await();
            }
        }
    }

    private static Row row(Desk desk, ZooChild.Animal animal, String curl) {
        Journey journey = Desk.journey(animal.url(), PATIENCE);
        double heap = Figures.heapInUse();
        long sockets = sockets();
        long began = System.nanoTime();
        RunResult result = desk.run(journey);
        double millis = (System.nanoTime() - began) / 1e6;
        long left = left(sockets);
        return new Row(animal.name(), curl, said(result.outcome()), millis, (Figures.heapInUse() - heap) * 1024, left);
    }

    private static String curl(ZooChild zoo, ZooChild.Animal animal) throws IOException {
        if (animal.byName()) {
            return "(cannot be told whom to ask)";
        }
        Curl.Ended ended = Curl.run(List.of(
                "-sSL",
                "--compressed",
                "-m",
                Long.toString(PATIENCE.toSeconds()),
                "--cacert",
                zoo.authority().toString(),
                "-o",
                "/dev/null",
                animal.url()));
        String complaint = ended.said().lines().findFirst().orElse("").replaceFirst("curl: \\(\\d+\\) ", "");
        return ended.code() == 0 ? "0  OK" : ended.code() + "  " + complaint;
    }

    private static String said(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Failed(Outcome.Fault fault, String detail) ->
                fault.name().toLowerCase(Locale.ROOT) + ": " + detail;
            case Outcome.Errored(Outcome.Trouble trouble, String detail) -> "error: " + detail;
            case Outcome.Degraded(List<String> reasons, boolean slow) -> "degraded: " + reasons.getFirst();
            case Outcome.Passed passed -> "PASS";
            case Outcome.Skipped skipped -> "SKIPPED";
        };
    }

    /** Sockets that are open beyond those before, once they had time to go. */
    private static long left(long before) {
        long end = System.nanoTime() + AFTERWARDS.toNanos();
        while (sockets() > before && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        return Math.max(0, sockets() - before);
    }

    private static long sockets() {
        String[] open = Path.of("/proc/self/fd").toFile().list();
        return open == null ? 0 : open.length;
    }

    private static void heading() {
        System.out.printf(
                "%-24s %-50s %8s %9s %8s  %s%n",
                "server", "curl -sSL --compressed", "ms", "heap KiB", "sockets", "outrider");
    }

    private static void print(Row row) {
        System.out.printf(
                Locale.ROOT,
                "%-24s %-50s %8.0f %9.0f %8d  %s%n",
                row.name(),
                row.curl().length() > 50 ? row.curl().substring(0, 49) + "…" : row.curl(),
                row.millis(),
                row.heapKib(),
                row.sockets(),
                row.ours());
    }

    private static void summary(List<Row> rows) {
        List<String> fooled = rows.stream()
                .filter(row -> row.curl().startsWith("0 ") && UNBROKEN.stream().noneMatch(row.ours()::startsWith))
                .map(Row::name)
                .toList();
        double late = rows.stream().mapToDouble(Row::millis).max().orElse(0) - PATIENCE.toMillis();
        double heap = rows.stream().mapToDouble(Row::heapKib).max().orElse(0);
        System.out.printf(
                Locale.ROOT,
                "%n%d servers. curl says OK where we say broken: %d (%s).%nWe pass: %d. Latest cut: %.0f ms after its deadline (bound %.0f). Most heap kept: %.0f KiB. Sockets kept: %d.%n",
                rows.size(),
                fooled.size(),
                String.join(", ", fooled),
                rows.stream().filter(row -> Objects.equals(row.ours(), "PASS")).count(),
                late,
                CUT_MS,
                heap,
                rows.stream().mapToLong(Row::sockets).sum());
    }
}
