package dev.outrider.dev;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code outrider demo}. */
@Command(
        name = "outrider demo",
        mixinStandardHelpOptions = true,
        version = "outrider 0.1.0",
        description = {
            "The whole fleet on this machine: a shop, a coordinator, and two agents in each of three regions,",
            "as separate processes on loopback, with a live page. Ctrl-C stops everything."
        })
public final class DemoMain implements Callable<Integer> {
    /** Where the demo listens and what it shows. */
    @Option(
            names = "--port",
            defaultValue = "8080",
            description = "port of the page and the API (default: ${DEFAULT-VALUE})")
    private int port;

    @Option(names = "--shop-port", defaultValue = "8090", description = "port of the shop (default: ${DEFAULT-VALUE})")
    private int shopPort;

    @Option(names = "--agents", defaultValue = "2", description = "agents in each region (default: ${DEFAULT-VALUE})")
    private int agents;

    @Option(names = "--runs", description = "print a line for every run, not only for every change of state")
    private boolean runs;

    @Option(
            names = "--break",
            paramLabel = "STEP[:REGION]",
            description =
                    "start with this step of the shop answering 502, everywhere or for one region; may be repeated")
    private List<String> breaks = List.of();

    @Option(
            names = "--story",
            description =
                    "play and narrate one: a region breaks, a second, the world is down, mended; an agent and the "
                            + "coordinator are killed and come back")
    private boolean story;

    @Option(
            names = "--for",
            paramLabel = "SECONDS",
            description = "stop by itself so many seconds after the first global state")
    private Optional<Long> seconds = Optional.empty();

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            description = "keep data and logs here (default: a temporary folder)")
    private Optional<Path> data = Optional.empty();

    public static void main(String[] args) {
        System.exit(new CommandLine(new DemoMain()).execute(args));
    }

    @Override
    public Integer call() {
        Demo.Options options = new Demo.Options(
                port,
                shopPort,
                agents,
                runs,
                breaks.stream().map(ShopFaults.Break::of).toList(),
                story,
                seconds.map(Duration::ofSeconds),
                data);
        try {
            return new Demo(options, Install.find(), System.out).run();
        } catch (StartFailed failure) {
            System.err.println("outrider demo: " + failure.getMessage());
            return 4;
        }
    }
}
