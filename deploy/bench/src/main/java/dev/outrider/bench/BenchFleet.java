package dev.outrider.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A coordinator and one agent as processes, as the launcher starts them, with a catalog of many journeys. */
final class BenchFleet implements AutoCloseable {
    private static final List<String> AGENT_FLAGS = List.of("-Xms16m", "-Xmx64m", "-XX:TieredStopAtLevel=1");
    /** In which ten thousand journeys of a thousand scripts stay compiled; in the usual one some are compiled again and again. */
    static final String LARGE_HEAP = "-Xmx128m";

    private static final List<String> COORDINATOR_FLAGS = List.of("-Xmx512m");

    private final Path root;
    private final Path folder;
    private final List<String> environments;
    private final int cluster;
    private final int http;
    private final int agentHttp;
    private final List<Process> running = new ArrayList<>();

    private BenchFleet(Path root, Path folder, List<String> environments, int cluster, int http, int agentHttp) {
        this.root = root;
        this.folder = folder;
        this.environments = environments;
        this.cluster = cluster;
        this.http = http;
        this.agentHttp = agentHttp;
    }

    /** With a catalog that is not begun yet: {@code scripts} different scripts, each in so many environments. */
    static BenchFleet of(Path root, Path folder, Catalogue catalogue) throws IOException {
        Files.createDirectories(folder);
        List<String> environments = catalogue.write(folder.resolve("catalog"));
        return new BenchFleet(root, folder, environments, Ports.free(), Ports.free(), Ports.free());
    }

    /** Starts it and waits until it is ready. */
    void coordinator() throws IOException, InterruptedException {
        List<String> options = new ArrayList<>(List.of(
                "--catalog",
                folder.resolve("catalog").toString(),
                "--data",
                folder.resolve("coordinator").toString(),
                "--http",
                "127.0.0.1:" + http,
                "--cluster",
                "127.0.0.1:" + cluster,
                "--regions",
                "eu-west",
                "--environments",
                String.join(",", environments)));
        awaitReady(
                "coordinator",
                start("coordinator", COORDINATOR_FLAGS, "dev.outrider.coordinator.CoordinatorMain", options));
    }

    /** Starts it and waits until it is ready. */
    Process readyAgent(String... flags) throws IOException, InterruptedException {
        Process agent = agent(flags);
        awaitReady("agent", agent);
        return agent;
    }

    /** Waits until the agent has the plan of so many journeys and every script that belongs to it. */
    void awaitBundles(int journeys) throws IOException, InterruptedException {
        HttpRequest question = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + agentHttp + "/healthz/ready"))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            String state = "";
            while (!state.contains("\"journeys\":" + journeys + ",") || !state.contains("\"bundlesMissing\":0")) {
                if (!running.getLast().isAlive()) {
                    throw new IOException("the agent ended; its log is " + log("agent"));
                }
                TimeUnit.MILLISECONDS.sleep(200);
                state = client.send(question, HttpResponse.BodyHandlers.ofString())
                        .body();
            }
        }
    }

    /** Starts it without waiting. */
    Process agent(String... flags) throws IOException {
        List<String> all = new ArrayList<>(AGENT_FLAGS);
        all.addAll(List.of(flags));
        List<String> options = List.of(
                "--region",
                "eu-west",
                "--id",
                "eu-west-1",
                "--data",
                folder.resolve("agent").toString(),
                "--join",
                "127.0.0.1:" + cluster,
                "--http",
                "127.0.0.1:" + agentHttp,
                "--allow-targets",
                "127.0.0.0/8",
                "--without-name-servers");
        return start("agent", all, "dev.outrider.agent.AgentMain", options);
    }

    Path database() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("coordinator"))) {
            return files.filter(file -> file.toString().endsWith(".db"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** How many bytes of results lie in the agent's spool; acknowledged ones are deleted in time. */
    long spooled() throws IOException {
        Path spool = folder.resolve("agent/spool");
        if (!Files.isDirectory(spool)) {
            return 0;
        }
        long bytes = 0;
        try (Stream<Path> files = Files.list(spool)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".seg")).toList()) {
                bytes += Files.exists(file) ? Files.size(file) : 0;
            }
        }
        return bytes;
    }

    private Process start(String module, List<String> flags, String main, List<String> options) throws IOException {
        List<String> command = Processes.java(flags, classPath(module), main, options);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log(module).toFile())
                .start();
        running.add(process);
        return process;
    }

    private String classPath(String module) throws IOException {
        Path target = root.resolve(module).resolve("target");
        try (Stream<Path> files = Files.list(target)) {
            Path jar = files.filter(file -> file.getFileName().toString().matches("outrider-" + module + "-.*\\.jar"))
                    .findFirst()
                    .orElseThrow(
                            () -> new IOException("there is no program in " + target + ": mvn -DskipTests package"));
            return jar + ":" + target.resolve("lib") + "/*";
        }
    }

    /** Waits until the one that was started last says that it is ready. */
    private void awaitReady(String module, Process process) throws IOException, InterruptedException {
        while (!Files.readString(log(module)).contains("ready: ")) {
            if (!process.isAlive()) {
                throw new IOException(module + " ended before it was ready:\n" + Files.readString(log(module)));
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private Path log(String module) {
        return folder.resolve(module + ".log");
    }

    /** Asks a process to end, and waits for that. */
    static void stop(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(40, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException stopped) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        running.reversed().stream().filter(Process::isAlive).forEach(process -> {
            process.destroyForcibly();
            stop(process);
        });
    }

    /**
     * Journeys that differ as those of many teams do.
     *
     * @param interval of all of them, as a script writes it
     */
    record Catalogue(String shop, int scripts, int environments, String interval) {
        /** Writes it, and returns the names of the environments. */
        List<String> write(Path catalog) throws IOException {
            Path folder = Files.createDirectories(catalog.resolve("environments"));
            List<String> names = new ArrayList<>();
            for (int i = 0; i < environments; i++) {
                names.add("e" + i);
                Files.writeString(
                        folder.resolve("e" + i + ".yaml"),
                        "environment: e%1$d\nvars:\n  shop: %2$s\n  number: \"%1$d\"\n".formatted(i, shop));
            }
            for (int i = 0; i < scripts; i++) {
                Files.writeString(catalog.resolve("j" + i + ".journey.yaml"), script(i));
            }
            return names;
        }

        private String script(int number) {
            return """
                    journey: j%1$d
                    title: Customer %1$d
                    owner: team-%2$d
                    schedule: every %3$s
                    base: ${env.shop}
                    steps:
                      - name: See the product
                        GET: /api/products/42?customer=%1$d&of=${env.number}
                        expect: [ status == 200, json.stock > %2$d, "json.sku != 'nothing-%1$d'" ]
                        capture: { sku: json.sku }
                      - name: See the cart
                        GET: /api/carts/7?customer=%1$d
                        slow: 2s
                        expect: json.items.exists(i, i.sku == sku && i.quantity < %1$d + 2)
                      - name: Confirmed
                        GET: /api/orders/99?customer=%1$d
                        expect: json.state == 'CONFIRMED' && json.total < %1$d.0 + 100.0
                    """.formatted(number, number % 7, interval);
        }
    }
}
