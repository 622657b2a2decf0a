package dev.outrider.bench;

import dev.outrider.coordinator.ingest.Ingest;
import dev.outrider.coordinator.store.Database;
import dev.outrider.fleet.Batch;
import dev.outrider.fleet.Signed;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Durable ingest beside a bare JDBC loop that writes the same rows into the same tables, batches of 100, a sync of the
 * disk before each acknowledgement. The two take turns; the figure is the ratio of their medians.
 */
public final class IngestBench {
    private static final List<String> REGIONS = List.of(
            "eu-west",
            "us-east",
            "ap-south",
            "eu-central",
            "us-west",
            "ap-north",
            "sa-east",
            "af-south",
            "me-central",
            "oc-east");
    private static final int MOMENTS = 30;
    private static final int ROUNDS = 5;
    private static final Signed SIGNED =
            new Signed("eu-west-1", Optional.of("store"), "0123456789abcdef", "c2lnbmF0dXJl");

    private IngestBench() {}

    public static void main(String[] args) throws Exception {
        List<Double> ours = new ArrayList<>();
        List<Double> grouped = new ArrayList<>();
        List<Double> bare = new ArrayList<>();
        // The first round warms both up and is not counted.
        for (int round = 0; round <= ROUNDS; round++) {
            Path folder = Files.createTempDirectory("outrider-bench-");
            double one = ingest(folder.resolve("one"), round, 1);
            double many = ingest(folder.resolve("many"), round, REGIONS.size());
            double loop = BareLoop.run(folder.resolve("one/outrider.db"), folder.resolve("bare.db"));
            if (round > 0) {
                ours.add(one);
                grouped.add(many);
                bare.add(loop);
            }
            delete(folder);
        }
        print(ours, grouped, bare);
    }

    /** Rows a second that were committed and acknowledged. */
    private static double ingest(Path folder, int round, int deliverers) throws Exception {
        List<Batch> batches =
                new Samples(round).batches(MOMENTS, REGIONS, Instant.now().truncatedTo(ChronoUnit.MILLIS), "store");
        int rows = batches.stream().mapToInt(batch -> batch.results().size()).sum();
        try (Database database = Database.open(folder);
                Ingest ingest = new Ingest(database, any -> true, InstantSource.system(), arrivals -> {})) {
            long started = System.nanoTime();
            deliver(ingest, batches, deliverers);
            return rows / ((System.nanoTime() - started) / 1e9);
        }
    }

    private static void deliver(Ingest ingest, List<Batch> batches, int deliverers) throws Exception {
        try (ExecutorService agents = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> done = new ArrayList<>();
            for (int agent = 0; agent < deliverers; agent++) {
                int own = agent;
                done.add(agents.submit(() -> {
                    for (int i = own; i < batches.size(); i += deliverers) {
                        ingest.deliver(batches.get(i), Map.of(), SIGNED);
                    }
                }));
            }
            for (Future<?> one : done) {
                one.get();
            }
        }
    }

    private static void print(List<Double> ours, List<Double> grouped, List<Double> bare) {
        System.out.printf("%s%n", ManagementFactory.getRuntimeMXBean().getVmName());
        System.out.printf(
                "durable ingest, SQLite, batches of 100, %d rounds in turn         rows/s: min  median  max%n", ROUNDS);
        row("ours, one agent after another", ours);
        row("ours, ten agents at once", grouped);
        row("bare JDBC loop, the same rows", bare);
        System.out.printf(
                "ratio to the bare loop: %.2f one by one, %.2f at once%n",
                median(ours) / median(bare), median(grouped) / median(bare));
    }

    private static void row(String what, List<Double> values) {
        System.out.printf(
                "%-34s %9.0f %9.0f %9.0f%n", what, Collections.min(values), median(values), Collections.max(values));
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Collections.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
