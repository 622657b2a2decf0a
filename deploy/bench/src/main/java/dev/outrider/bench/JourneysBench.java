package dev.outrider.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What a journey of five steps costs a new customer, judged, beside who only asks: wrk is the floor, Hyperfoil a load
 * generator on the same libraries, newman what many monitor with. The client has one core, the server another; all take turns.
 */
public final class JourneysBench {
    private static final int ROUNDS = 5;
    private static final int SECONDS = 2;
    /** On one core the compilers have their last word about then. */
    private static final int WARM_UP_SECONDS = 35;

    private static final int CUSTOMERS = 16;
    private static final int PACE = 50;
    private static final int PACED_SECONDS = 20;
    private static final int PACED_ROUNDS = 4;

    private final Path bench;
    private final Path folder;
    private final Map<Rider, List<Window>> windows = new LinkedHashMap<>();

    private JourneysBench(Path bench, Path folder) {
        this.bench = bench;
        this.folder = folder;
    }

    /**
     * Prints the tables.
     *
     * @param args the folder of the bench, then {@code plain}, {@code tls} or {@code --paced}; nothing for plain and TLS
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        List<String> wanted = List.of(args).subList(1, args.length);
        Path folder = Files.createTempDirectory("outrider-bench");
        try (NginxShop shop = NginxShop.start(folder, Processes.SERVER_CORE)) {
            if (wanted.contains("--paced")) {
                new JourneysBench(Path.of(args[0]), folder).paced(shop.plain());
                return;
            }
            if (!wanted.contains("tls")) {
                new JourneysBench(Path.of(args[0]), folder).table("plain", shop.plain());
            }
            if (!wanted.contains("plain")) {
                new JourneysBench(Path.of(args[0]), folder).table("TLS 1.3, full handshake", shop.secure());
            }
        } finally {
            Folders.delete(folder);
        }
    }

    private void table(String title, String shop) throws IOException, InterruptedException {
        Rider floor = new Rider.Wrk("F: wrk, five requests a connection", shop + NginxShop.PATHS.getFirst());
        List<Rider> riders = new ArrayList<>(List.of(floor, outrider("Outrider", shop, 0)));
        addHyperfoil(riders, shop);
        addNewman(riders, shop);
        riders.stream()
                .skip(1)
                .filter(Rider.Resident.class::isInstance)
                .forEach(rider -> rider.counted(WARM_UP_SECONDS));
        for (int round = 0; round < ROUNDS; round++) {
            for (Rider rider : riders) {
                windows.computeIfAbsent(rider, first -> new ArrayList<>()).add(rider.counted(SECONDS));
            }
        }
        riders.forEach(Rider::close);
        heading(title + ", " + CUSTOMERS + " customers at once, " + ROUNDS + " windows in turn");
        double least = figures(floor, Window::cpuPerJourney).median();
        windows.keySet().forEach(rider -> row(rider, least));
        commands();
    }

    /** What an agent lives on: few journeys, so that caches are cold and threads asleep. */
    private void paced(String shop) throws IOException {
        Rider busy = outrider("as fast as it can", shop, 0);
        Rider paced = outrider("paced at " + PACE + "/s", shop, PACE);
        Rider first = outrider("the same, first compiler only", shop, PACE, "-XX:TieredStopAtLevel=1");
        busy.counted(WARM_UP_SECONDS);
        List<Rider> slow = List.of(paced, first);
        for (int round = 0; round < PACED_ROUNDS; round++) {
            // All but the last of these are the minute of warm-up.
            slow.forEach(rider -> windows.put(rider, List.of(rider.counted(PACED_SECONDS))));
            windows.computeIfAbsent(busy, none -> new ArrayList<>()).add(busy.counted(SECONDS));
        }
        windows.keySet().forEach(Rider::close);
        heading("plain, after a minute of warm-up");
        double least = figures(busy, Window::cpuPerJourney).median();
        windows.keySet().forEach(rider -> row(rider, least));
        commands();
    }

    private Rider outrider(String name, String shop, int perSecond, String... flags) throws IOException {
        List<String> all = new ArrayList<>(
                List.of("-Xmx64m", "-Dlogback.statusListenerClass=ch.qos.logback.core.status.NopStatusListener"));
        all.addAll(List.of(flags));
        List<String> options = List.of(
                shop, folder.resolve("root.pem").toString(), Integer.toString(CUSTOMERS), Integer.toString(perSecond));
        List<String> command =
                Processes.java(all, System.getProperty("java.class.path"), Riding.class.getName(), options);
        return Rider.Resident.start(name, Processes.pinned(command), 1);
    }

    private void addHyperfoil(List<Rider> riders, String shop) throws IOException {
        Path target = bench.resolve("hyperfoil/target");
        if (!Files.isDirectory(target.resolve("lib"))) {
            System.err.println("without Hyperfoil: mvn -f deploy/bench/hyperfoil/pom.xml package makes it ready");
            return;
        }
        List<String> options = new ArrayList<>(List.of(shop));
        options.addAll(NginxShop.PATHS);
        List<String> command = Processes.java(
                List.of(), target + "/*:" + target + "/lib/*", "dev.outrider.bench.hyperfoil.HyperfoilRides", options);
        riders.add(
                Rider.Resident.start("Hyperfoil, nothing judged", Processes.pinned(command), NginxShop.PATHS.size()));
    }

    private void addNewman(List<Rider> riders, String shop) throws IOException {
        Path program = bench.resolve("target/newman/node_modules/newman/bin/newman.js");
        if (!Files.exists(program)) {
            System.err.println("without newman: npm install --prefix deploy/bench/target/newman newman makes it ready");
            return;
        }
        Path collection = folder.resolve("journey.postman_collection.json");
        Files.writeString(collection, Newman.collection(shop));
        riders.add(new Rider.Newman("newman, status judged", program.toString(), collection.toString()));
    }

    private Figures figures(Rider rider, ToDoubleFunction<Window> what) {
        return new Figures(windows.getOrDefault(rider, List.of()).stream()
                .map(window -> what.applyAsDouble(window))
                .toList());
    }

    private static void heading(String title) {
        System.out.printf(
                "%n%s%n%-40s %26s %8s %12s %6s%n", title, "", "CPU ms a journey (min-max)", "x", "journeys/s", "MB");
    }

    private void row(Rider rider, double least) {
        Figures cpu = figures(rider, Window::cpuPerJourney);
        System.out.printf(
                "%-40s %8.3f (%.3f-%.3f) %10.1f %12.0f %6.0f%n",
                rider.name(),
                cpu.median(),
                cpu.quantile(0),
                cpu.max(),
                cpu.median() / least,
                figures(rider, Window::rate).median(),
                figures(rider, Window::mebibytes).max());
    }

    private void commands() {
        System.out.println("with");
        windows.keySet().forEach(rider -> System.out.println("  " + shortened(rider.command())));
    }

    /** Class paths take screens. */
    private static String shortened(List<String> command) {
        List<String> shown = new ArrayList<>(command);
        int at = shown.indexOf("-cp");
        if (at >= 0) {
            shown.set(at + 1, "...");
        }
        return String.join(" ", shown);
    }
}
