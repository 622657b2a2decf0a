package dev.outrider.coordinator;

import dev.outrider.cli.HostPort;
import dev.outrider.cli.Settings;
import dev.outrider.coordinator.store.StoreException;
import dev.outrider.fleet.FleetException;
import dev.outrider.result.TraceLink;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code outrider coordinator}. */
@Command(
        name = "outrider coordinator",
        mixinStandardHelpOptions = true,
        version = "outrider " + CoordinatorMain.VERSION,
        sortOptions = false,
        description = {
            "Turns what agents find into one global view: plans who runs what, stores every result, judges, serves.",
            "Each setting is also a variable (OUTRIDER_REGIONS) and a key of the --config file (regions: …)."
        })
public final class CoordinatorMain implements Callable<Integer> {
    static final String VERSION = "0.1.0";
    private static final int CANNOT_START = 1;
    private static final int WRONG_SETTINGS = 2;

    @Option(names = "--catalog", required = true, paramLabel = "DIR", description = "journeys and environments")
    private Path catalog = Path.of("");

    @Option(names = "--data", required = true, paramLabel = "DIR", description = "the store; made when it is not there")
    private Path data = Path.of("");

    @Option(
            names = "--http",
            paramLabel = "HOST:PORT",
            defaultValue = "127.0.0.1:8080",
            description = "where the API and the pages are served (default: ${DEFAULT-VALUE})")
    private HostPort http = new HostPort("127.0.0.1", 8080);

    @Option(
            names = "--cluster",
            paramLabel = "HOST:PORT",
            defaultValue = "127.0.0.1:5701",
            description = "where agents connect to; keep it private (default: ${DEFAULT-VALUE})")
    private HostPort cluster = new HostPort("127.0.0.1", 5701);

    @Option(names = "--join", split = ",", paramLabel = "HOST:PORT", description = "other coordinators")
    private List<HostPort> join = List.of();

    @Option(
            names = "--regions",
            required = true,
            split = ",",
            paramLabel = "REGION",
            description = "regions that are expected to vote, whether or not their agents live")
    private List<String> regions = List.of();

    @Option(
            names = "--environments",
            required = true,
            split = ",",
            paramLabel = "NAME",
            description = "environments whose journeys are watched")
    private List<String> environments = List.of();

    @Option(
            names = "--lease",
            paramLabel = "TIME",
            defaultValue = "2m",
            description =
                    "how long an agent that is cut off may run journeys that change things (default: ${DEFAULT-VALUE})")
    private Duration lease = Duration.ZERO;

    @Option(
            names = "--agent-timeout",
            paramLabel = "TIME",
            defaultValue = "6s",
            description = "silence after which an agent's journeys go to another (default: ${DEFAULT-VALUE})")
    private Duration agentTimeout = Duration.ZERO;

    @Option(
            names = "--stale-after",
            paramLabel = "TIME",
            description = "the longest gap between results that is bridged (default: three intervals of the journey)")
    private Optional<Duration> staleAfter = Optional.empty();

    @Option(
            names = "--trace-link",
            paramLabel = "URL",
            description =
                    "where a run's trace is looked at, https://…/{trace}; {from} and {to} become a minute before it and a minute after it, in ms since 1970")
    private Optional<String> traceLink = Optional.empty();

    public static void main(String[] args) {
        // Before Hazelcast reads its own configuration it has already logged something.
        System.setProperty("hazelcast.logging.type", "slf4j");
        System.exit(Settings.run(new CoordinatorMain(), System.getenv(), args));
    }

    /** What was given, checked. */
    CoordinatorConfig settings() {
        return new CoordinatorConfig(
                catalog,
                data,
                http,
                cluster,
                join,
                regions,
                environments,
                lease,
                agentTimeout,
                staleAfter,
                traceLink.map(TraceLink::new));
    }

    /** Serves until the process is told to stop, or its store is no more. */
    @Override
    public Integer call() {
        try (Pipeline pipeline = Pipeline.start(settings(), InstantSource.system())) {
            Runtime.getRuntime().addShutdownHook(new Thread(pipeline::close, "shutdown"));
            System.out.println("ready: coordinator " + pipeline.url());
            return failed(pipeline.end().join());
        } catch (IllegalArgumentException wrong) {
            System.err.println("outrider coordinator: " + wrong.getMessage());
            return WRONG_SETTINGS;
        } catch (CoordinatorException | StoreException | FleetException cannot) {
            return failed(cannot);
        }
    }

    private static int failed(Exception why) {
        System.err.println("outrider coordinator: " + why.getMessage());
        return CANNOT_START;
    }
}
