package dev.outrider.dev;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Brings a fleet up stage by stage, says what it does, and takes everything down again, however it ends. */
final class Demo {
    static final List<String> REGIONS = List.of("eu-west", "us-east", "ap-south");
    private static final Duration FIRST_STATE = Duration.ofSeconds(90);

    private final Options options;
    private final Install install;
    private final Screen screen;
    private final CountDownLatch interrupted = new CountDownLatch(1);

    record Options(
            int port,
            int shopPort,
            int agents,
            boolean runs,
            List<ShopFaults.Break> breaks,
            boolean story,
            Optional<Duration> limit,
            Optional<Path> data) {}

    Demo(Options options, Install install, PrintStream out) {
        this.options = options;
        this.install = install;
        this.screen = new Screen(out, options.runs());
    }

    /** Exit code: 0 when it was asked to stop, 4 when there never was a global state. */
    int run() {
        Ports.insistFree(options.port(), "the page", "--port");
        Ports.insistFree(options.shopPort(), "the shop", "--shop-port");
        Path folder = folder();
        LocalFleet fleet = new LocalFleet(install, settings(folder));
        // Ctrl-C and kill come this way; an exception and a normal end by the finally below.
        Thread hook = new Thread(() -> interruptAndTakeDown(fleet), "take down");
        Runtime.getRuntime().addShutdownHook(hook);
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        Stream stream = Stream.follow(vertx, fleet.url(), screen::event);
        try {
            return play(fleet, vertx);
        } catch (StartFailed failure) {
            // What was starting when everything was told to stop did not fail.
            if (interrupted.getCount() == 0) {
                return 0;
            }
            throw failure;
        } finally {
            stream.close();
            vertx.close();
            takeDown(fleet);
            forget(hook);
        }
    }

    private void interruptAndTakeDown(LocalFleet fleet) {
        screen.say("stopping everything ...");
        interrupted.countDown();
        takeDown(fleet);
    }

    private void takeDown(LocalFleet fleet) {
        fleet.close();
        if (options.data().isEmpty()) {
            Folders.delete(fleet.settings().folder());
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            // The hook is what brought us here.
        }
    }

    private Path folder() {
        try {
            if (options.data().isPresent()) {
                return Files.createDirectories(options.data().get()).toAbsolutePath();
            }
            return Files.createTempDirectory("outrider-demo-");
        } catch (IOException failure) {
            throw new StartFailed("no folder for the demo's data: " + failure.getMessage());
        }
    }

    private LocalFleet.Settings settings(Path folder) {
        return new LocalFleet.Settings(
                folder,
                folder.resolve("catalog"),
                options.port(),
                options.shopPort(),
                REGIONS,
                List.of(),
                List.of(),
                List.of());
    }

    private int play(LocalFleet fleet, Vertx vertx) {
        Stage stage = new Stage(screen);
        Http http = new Http(vertx);
        ShopFaults faults = new ShopFaults(http, fleet.shopUrl());
        if (!Files.exists(fleet.settings().catalog())) {
            Catalog.copy(install.journeys(), fleet.settings().catalog(), fleet.shopUrl());
        }
        screen.say("Outrider demo: a shop, a coordinator, %d agents in %d regions (logs in %s)"
                .formatted(
                        options.agents() * REGIONS.size(),
                        REGIONS.size(),
                        fleet.settings().folder().resolve("logs")));
        stage.done("shop", fleet.startShop(), fleet.shopUrl());
        options.breaks().forEach(faults::apply);
        stage.done("coordinator", fleet.startCoordinator(Map.of()), fleet.url());
        screen.say(
                "  The shop is on this machine, so the agents are started with --allow-targets %s; others refuse such addresses"
                        .formatted(LocalFleet.LOOPBACK));
        startAgents(fleet, stage);
        if (!screen.awaitWorld(FIRST_STATE)) {
            screen.say("no global state within %d s; see the logs".formatted(FIRST_STATE.toSeconds()));
            return 4;
        }
        stage.done("world", screen.world());
        welcome(fleet);
        if (options.story()) {
            new Story(fleet, faults, screen).play();
        }
        return await();
    }

    private void welcome(LocalFleet fleet) {
        screen.say("");
        screen.say("  The page: %s/      the shop: %s/      Ctrl-C stops everything"
                .formatted(fleet.url(), fleet.shopUrl()));
        screen.say("");
    }

    private void startAgents(LocalFleet fleet, Stage stage) {
        for (int n = 1; n <= options.agents(); n++) {
            for (String region : REGIONS) {
                fleet.launchAgent(region, region + "-" + n);
            }
        }
        for (Child child : fleet.children()) {
            child.awaitReady(FIRST_STATE);
        }
        stage.done(
                "agents",
                String.join(
                        " ",
                        fleet.children().stream()
                                .map(Child::name)
                                .filter(name -> name.matches(".*-\\d+"))
                                .toList()));
    }

    private int await() {
        try {
            if (options.limit().isPresent()) {
                interrupted.await(options.limit().get().toMillis(), TimeUnit.MILLISECONDS);
            } else {
                interrupted.await();
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
        return 0;
    }
}
