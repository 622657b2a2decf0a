package dev.outrider.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What an agent takes of its machine: resident memory and CPU with none, a hundred and ten thousand journeys, each of which
 * has run, as a member of the cluster; and how long it takes from its start to the first run that is recorded. With and
 * without a cache of loaded and linked classes. A real coordinator plans, and takes the results.
 */
public final class MemoryBench {
    private static final int STARTS = 5;

    private final Path root;
    private final Path folder;
    private final String shop;

    private MemoryBench(Path root, Path folder, String shop) {
        this.root = root;
        this.folder = folder;
        this.shop = shop;
    }

    /**
     * Prints the tables.
     *
     * @param args the root of the checkout; then, where not all are wanted, which rows: {@code 0 100 10000 start}
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        List<String> wanted =
                args.length > 1 ? List.of(args).subList(1, args.length) : List.of("0", "100", "10000", "start");
        Path folder = Files.createTempDirectory("outrider-bench");
        try (NginxShop nginx = NginxShop.start(folder, Processes.SERVER_CORE)) {
            MemoryBench bench = new MemoryBench(Path.of(args[0]).toRealPath(), folder, nginx.plain());
            Path cache = bench.train();
            System.out.printf(
                    "%n%-46s %9s %10s %12s%n", "one agent, member of the cluster", "MB", "not files", "% of a core");
            for (String row : wanted) {
                if (row.equals("start")) {
                    bench.starts(cache);
                } else {
                    bench.memory(Integer.parseInt(row), "");
                    bench.memory(Integer.parseInt(row), "-XX:AOTCache=" + cache);
                }
            }
        } finally {
            Folders.delete(folder);
        }
    }

    /** A training run makes the journeys that the measured one makes. */
    private Path train() throws IOException, InterruptedException {
        Path cache = folder.resolve("agent.aot");
        try (BenchFleet fleet = fleet("training", 100, "10s")) {
            fleet.coordinator();
            Process agent = fleet.readyAgent("-XX:AOTCacheOutput=" + cache);
            TimeUnit.SECONDS.sleep(15);
            BenchFleet.stop(agent);
        }
        return cache;
    }

    private BenchFleet fleet(String name, int journeys, String interval) throws IOException {
        int environments = journeys > 1000 ? 10 : 1;
        return BenchFleet.of(
                root,
                folder.resolve(name),
                new BenchFleet.Catalogue(shop, journeys / environments, environments, interval));
    }

    private void memory(int journeys, String cache) throws IOException, InterruptedException {
        String name = journeys + (cache.isEmpty() ? "" : "-cached");
        try (BenchFleet fleet = fleet(name, journeys, "1m")) {
            fleet.coordinator();
            List<String> flags = new ArrayList<>(cache.isEmpty() ? List.of() : List.of(cache));
            flags.addAll(journeys > 1000 ? List.of(BenchFleet.LARGE_HEAP) : List.of());
            Process agent = fleet.readyAgent(flags.toArray(String[]::new));
            fleet.awaitBundles(journeys);
            // A minute: all have run.
            TimeUnit.SECONDS.sleep(journeys == 0 ? 10 : 65);
            // A minute again: each runs once, and the beats of link and lease have their share.
            int window = journeys == 0 ? 20 : 60;
            Account before = Account.of(agent.pid());
            TimeUnit.SECONDS.sleep(window);
            Account after = Account.of(agent.pid());
            System.out.printf(
                    "%-46s %9.0f %10.0f %12.1f%n",
                    "%,d journeys a minute%s".formatted(journeys, cache.isEmpty() ? "" : ", with the cache"),
                    after.mebibytes(),
                    Account.anonymous(agent.pid()),
                    (after.cpuMillis() - before.cpuMillis()) / window / 10);
        }
    }

    /** A hundred journeys every ten seconds: a slot is never far. */
    private void starts(Path cache) throws IOException, InterruptedException {
        List<Double> without = new ArrayList<>();
        List<Double> with = new ArrayList<>();
        try (BenchFleet fleet = fleet("starts", 100, "10s")) {
            fleet.coordinator();
            Process first = fleet.readyAgent();
            TimeUnit.SECONDS.sleep(5);
            BenchFleet.stop(first);
            for (int i = 0; i < STARTS; i++) {
                without.add(start(fleet, ""));
                with.add(start(fleet, "-XX:AOTCache=" + cache));
            }
        }
        System.out.println();
        Figures.heading("agent, ms from its start to a recorded run");
        new Figures(without).print("as it is");
        new Figures(with).print("with the cache");
    }

    private static double start(BenchFleet fleet, String flag) throws IOException, InterruptedException {
        long had = fleet.spooled();
        long began = System.nanoTime();
        Process agent = flag.isEmpty() ? fleet.agent() : fleet.agent(flag);
        while (fleet.spooled() == had) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        double millis = (System.nanoTime() - began) / 1e6;
        BenchFleet.stop(agent);
        return millis;
    }
}
