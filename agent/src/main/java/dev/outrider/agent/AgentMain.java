package dev.outrider.agent;

import dev.outrider.agent.assignment.AssignmentException;
import dev.outrider.agent.spool.SpoolException;
import dev.outrider.agent.trace.Collector;
import dev.outrider.agent.vantage.Nameservers;
import dev.outrider.cli.HostPort;
import dev.outrider.cli.Settings;
import dev.outrider.fleet.FleetException;
import dev.outrider.run.http.Cidr;
import dev.outrider.run.http.Targets;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.random.RandomGenerator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code outrider agent}. */
@Command(
        name = "outrider agent",
        mixinStandardHelpOptions = true,
        version = "outrider " + AgentMain.VERSION,
        sortOptions = false,
        description = {
            "Looks from a region: runs the journeys that a coordinator assigns, and keeps what it finds until it is delivered.",
            "Each setting is also a variable (OUTRIDER_REGION) and a key of the --config file (region: …)."
        })
public final class AgentMain implements Callable<Integer> {
    static final String VERSION = "0.1.0";
    private static final Path RESOLV_CONF = Path.of("/etc/resolv.conf");
    private static final int CANNOT_START = 1;
    private static final int WRONG_SETTINGS = 2;

    @Option(names = "--region", required = true, paramLabel = "REGION", description = "where it looks from")
    private String region = "";

    @Option(
            names = "--id",
            required = true,
            paramLabel = "NAME",
            description = "its name; the same after a restart, another for each agent")
    private String id = "";

    @Option(names = "--data", required = true, paramLabel = "DIR", description = "its key, its plan and its spool")
    private Path data = Path.of("");

    @Option(
            names = "--cluster",
            paramLabel = "HOST:PORT",
            defaultValue = "127.0.0.1:0",
            description = "where the other members reach it; port 0 takes any (default: ${DEFAULT-VALUE})")
    private HostPort cluster = new HostPort("127.0.0.1", 0);

    @Option(names = "--join", required = true, split = ",", paramLabel = "HOST:PORT", description = "coordinators")
    private List<HostPort> join = List.of();

    @Option(
            names = "--http",
            paramLabel = "HOST:PORT",
            defaultValue = "127.0.0.1:8081",
            description = "where health and metrics are served (default: ${DEFAULT-VALUE})")
    private HostPort http = new HostPort("127.0.0.1", 8081);

    @Option(
            names = "--header",
            paramLabel = "'NAME: VALUE'",
            description = "sent with every request, and on redirects within its site; may be repeated")
    private List<String> headers = List.of();

    @Option(
            names = "--secrets",
            paramLabel = "DIR",
            description = "a folder with a folder for each owner, for file: secrets")
    private Optional<Path> secrets = Optional.empty();

    @Option(
            names = "--ca",
            paramLabel = "FILE|DIR",
            description =
                    "certificates (PEM) to trust beside the system's: a file, or a folder of *.pem, *.crt and *.cer; read again when it changes")
    private Optional<Path> authorities = Optional.empty();

    @Option(
            names = Targets.SETTING,
            split = ",",
            paramLabel = "CIDR",
            description =
                    "addresses that are not on the public internet (loopback, private, link-local, ...) and may be asked all the same, for example 10.20.0.0/16; without it every such address is refused")
    private List<Cidr> allowTargets = List.of();

    @Option(
            names = "--otlp",
            paramLabel = "URL",
            description = "a collector that takes each run as a trace, http://HOST:4318/v1/traces (OTLP over HTTP)")
    private Optional<URI> otlp = Optional.empty();

    @Option(
            names = "--otlp-header",
            paramLabel = "'NAME: VALUE'",
            description = "sent to the collector, to be let in; may be repeated")
    private List<String> otlpHeaders = List.of();

    @Option(
            names = "--starved",
            paramLabel = "TIME",
            defaultValue = "1s",
            description =
                    "a run in which the process was late, stood still or was throttled for longer is an error of ours (default: ${DEFAULT-VALUE})")
    private Duration starved = Duration.ZERO;

    @Option(
            names = "--drain",
            paramLabel = "TIME",
            defaultValue = "10s",
            description = "how long runs may take to end when it is told to stop (default: ${DEFAULT-VALUE})")
    private Duration drain = Duration.ZERO;

    @Option(
            names = "--without-name-servers",
            paramLabel = "true|false",
            arity = "0..1",
            fallbackValue = "true",
            defaultValue = "false",
            description = "start although /etc/resolv.conf names no name server: names are then asked of a public one")
    private boolean withoutNameServers;

    public static void main(String[] args) {
        // Before its first class is loaded: its configuration is read too late for some of its loggers.
        System.setProperty("hazelcast.logging.type", "slf4j");
        System.exit(Settings.run(new AgentMain(), System.getenv(), args));
    }

    /** What was given, checked. */
    AgentConfig settings() {
        return new AgentConfig(
                region,
                id,
                data,
                cluster,
                join,
                http,
                headers,
                secrets,
                authorities,
                allowTargets,
                otlp.map(url -> new Collector(url, AgentConfig.fields("--otlp-header", otlpHeaders))),
                starved,
                drain,
                withoutNameServers);
    }

    /** Works until the process is told to stop. */
    @Override
    public Integer call() throws InterruptedException {
        Optional<String> trouble = Nameservers.trouble(RESOLV_CONF);
        if (trouble.isPresent() && !withoutNameServers) {
            return failed(CANNOT_START, new AgentException(trouble.get()));
        }
        try {
            Agent agent = Agent.start(settings(), InstantSource.system(), RandomGenerator.getDefault());
            Runtime.getRuntime().addShutdownHook(new Thread(agent::close, "shutdown"));
            System.out.println(
                    "ready: agent %s in %s, http://%s:%d".formatted(id, region, http.host(), agent.httpPort()));
            // Until the shutdown hook has done its work.
            new CountDownLatch(1).await();
            return 0;
        } catch (IllegalArgumentException wrong) {
            return failed(WRONG_SETTINGS, wrong);
        } catch (AgentException | AssignmentException | SpoolException | FleetException cannot) {
            return failed(CANNOT_START, cannot);
        }
    }

    private static int failed(int code, RuntimeException why) {
        System.err.println("outrider agent: " + why.getMessage());
        return code;
    }
}
