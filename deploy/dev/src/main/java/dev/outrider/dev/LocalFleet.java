package dev.outrider.dev;

import dev.outrider.dev.Install.Program;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A shop, a coordinator and agents as processes on loopback, all their files under one folder. Any of them may be
 * killed and started again: it keeps its ports, its folder and its options.
 */
public final class LocalFleet implements AutoCloseable {
    /** Eight JVMs start at once on a machine that may have two cores: the first compiler is enough, and soon ready. */
    private static final String C1 = "-XX:TieredStopAtLevel=1";

    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(12);

    private final Install install;
    private final Settings settings;
    private final Map<String, Integer> ports = new LinkedHashMap<>();
    private final Map<String, Child> children = new LinkedHashMap<>();
    private volatile boolean closed;

    /**
     * What the fleet is made of.
     *
     * @param folder holds catalog, data and logs
     * @param catalog the journeys
     * @param regions declared to the coordinator
     * @param coordinatorOptions further options of the coordinator's command line
     * @param agentOptions further options of every agent's
     * @param shopOptions further options of the shop's
     */
    public record Settings(
            Path folder,
            Path catalog,
            int httpPort,
            int shopPort,
            List<String> regions,
            List<String> coordinatorOptions,
            List<String> agentOptions,
            List<String> shopOptions) {
        public Settings {
            regions = List.copyOf(regions);
            coordinatorOptions = List.copyOf(coordinatorOptions);
            agentOptions = List.copyOf(agentOptions);
            shopOptions = List.copyOf(shopOptions);
        }
    }

    public LocalFleet(Install install, Settings settings) {
        this.install = install;
        this.settings = settings;
    }

    /** What is opened to the agents. */
    static final String LOOPBACK = "127.0.0.0/8";

    /** Starts the shop and waits for it. */
    public Child startShop() {
        List<String> options =
                new ArrayList<>(List.of("--port", "" + settings.shopPort(), "--log", file("logs/requests.jsonl")));
        options.addAll(settings.shopOptions());
        Child shop = launch("shop", Program.SHOP, List.of("-Xmx96m", C1), options, Map.of());
        shop.awaitReady(START_LIMIT);
        return shop;
    }

    /** Starts the coordinator and waits for it. */
    public Child startCoordinator(Map<String, String> environment) {
        Child coordinator =
                launchCoordinator("coordinator", settings.httpPort(), file("data/coordinator"), environment);
        coordinator.awaitReady(START_LIMIT);
        return coordinator;
    }

    /** Starts a coordinator without waiting: a second one, on the same or on another folder of data. */
    public Child launchCoordinator(String name, int httpPort, String data, Map<String, String> environment) {
        List<String> options = new ArrayList<>(List.of(
                "--catalog",
                settings.catalog().toString(),
                "--data",
                data,
                "--http",
                "127.0.0.1:" + httpPort,
                "--cluster",
                "127.0.0.1:" + port(name),
                "--regions",
                String.join(",", settings.regions()),
                "--environments",
                "demo"));
        if (!name.equals("coordinator")) {
            options.addAll(List.of("--join", "127.0.0.1:" + port("coordinator")));
        }
        options.addAll(settings.coordinatorOptions());
        return launch(name, Program.COORDINATOR, List.of("-Xmx192m", C1), options, environment);
    }

    /** Starts an agent without waiting: agents and coordinator come up in any order. */
    public Child launchAgent(String region, String id) {
        List<String> options = new ArrayList<>(List.of(
                "--region",
                region,
                "--id",
                id,
                "--data",
                file("data/" + id),
                "--cluster",
                "127.0.0.1:" + port(id),
                "--join",
                "127.0.0.1:" + port("coordinator"),
                "--http",
                "127.0.0.1:" + port(id + " http"),
                "--header",
                "X-Region: " + region,
                // The shop is on this machine, which an agent asks only when it is told that it may.
                "--allow-targets",
                LOOPBACK));
        options.addAll(settings.agentOptions());
        // The demo's shop gives every region its canary account under one password.
        return launch(id, Program.AGENT, List.of("-Xmx64m", C1), options, Map.of());
    }

    private synchronized Child launch(
            String name, Program program, List<String> flags, List<String> options, Map<String, String> environment) {
        if (closed) {
            throw new StartFailed("the fleet is being stopped");
        }
        List<String> command = new ArrayList<>(install.command(program, flags));
        command.addAll(options);
        Map<String, String> all = new LinkedHashMap<>(environment);
        all.putIfAbsent("SHOP_CANARY_PASSWORD", "ride-ahead");
        Child child = Child.start(name, command, all, Path.of(file("logs/" + name + ".log")));
        children.put(name, child);
        return child;
    }

    private synchronized int port(String name) {
        return ports.computeIfAbsent(name, any -> Ports.free());
    }

    private String file(String name) {
        return settings.folder().resolve(name).toString();
    }

    /** The process of this name that was started last. */
    public synchronized Child child(String name) {
        Child child = children.get(name);
        if (child == null) {
            throw new IllegalArgumentException("nothing called " + name + " was started");
        }
        return child;
    }

    public synchronized List<Child> children() {
        return List.copyOf(children.values());
    }

    public Settings settings() {
        return settings;
    }

    /** Address of the coordinator. */
    public String url() {
        return "http://127.0.0.1:" + settings.httpPort();
    }

    /** Address of the shop. */
    public String shopUrl() {
        return "http://127.0.0.1:" + settings.shopPort();
    }

    /** Ends every process, agents first so that they can hand over what they have; who does not listen is killed. */
    @Override
    public void close() {
        List<Child> all;
        synchronized (this) {
            closed = true;
            all = List.copyOf(children.values()).reversed();
        }
        all.stream().filter(child -> !isServer(child)).forEach(Child::terminate);
        all.stream().filter(child -> !isServer(child)).forEach(child -> child.waitFor(STOP_LIMIT));
        all.stream().filter(LocalFleet::isServer).forEach(Child::terminate);
        all.forEach(child -> {
            if (!child.waitFor(STOP_LIMIT)) {
                child.kill();
            }
        });
    }

    private static boolean isServer(Child child) {
        return child.name().equals("shop") || child.name().startsWith("coordinator");
    }
}
