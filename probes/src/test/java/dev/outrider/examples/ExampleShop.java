package dev.outrider.examples;

import dev.outrider.mutate.Found;
import dev.outrider.mutate.Mutation;
import dev.outrider.result.Cause;
import dev.outrider.result.RunId;
import dev.outrider.result.RunResult;
import dev.outrider.run.Keep;
import dev.outrider.run.RunRequest;
import dev.outrider.run.RunSettings;
import dev.outrider.run.Runner;
import dev.outrider.script.Compiled;
import dev.outrider.script.Compiler;
import dev.outrider.script.Sources;
import dev.outrider.shop.Faults;
import dev.outrider.shop.Shop;
import dev.outrider.shop.ShopConfig;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/** A real shop, and a runner whose environment {@code demo} is that shop. */
final class ExampleShop implements AutoCloseable {
    private static final Path EXAMPLES = Path.of(System.getProperty("outrider.root", ".."), "probes/examples");
    private static final String ENVIRONMENT = "environments/demo.yaml";

    private final Vertx vertx = Vertx.vertx(Runner.options().setEventLoopPoolSize(1));
    private final Random random = new Random(1);
    private final Shop shop;
    private final Runner runner;
    private final Sources sources;

    /** @param secrets a folder of this test's own */
    ExampleShop(Path secrets) {
        shop = Shop.start(vertx, ShopConfig.DEFAULT).await();
        sources = sources(Sources.of(EXAMPLES), "http://127.0.0.1:" + shop.port());
        runner = new Runner(
                vertx,
                RunSettings.DEFAULT.withSecrets(passwords(secrets)).withStarved(Duration.ofMinutes(1)),
                InstantSource.system(),
                random);
    }

    /** The same, but with this shop's address, and with the password in a file: a test cannot set a variable. */
    private static Sources sources(Sources shipped, String url) {
        Map<String, String> files = new HashMap<>(shipped.files());
        String demo = files.get(ENVIRONMENT);
        files.put(
                ENVIRONMENT,
                demo.replace("http://127.0.0.1:8090", url).replace("env:SHOP_CANARY_PASSWORD", "file:password"));
        return new Sources(files);
    }

    private Path passwords(Path folder) {
        try {
            for (String script : scripts().toList()) {
                Path owner = folder.resolve(compiled(script).journey().owner().team());
                Files.writeString(Files.createDirectories(owner).resolve("password"), ShopConfig.DEFAULT_PASSWORD);
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those in folders below are for other shops. */
    Stream<String> scripts() {
        return sources.scripts().stream().filter(script -> !script.contains("/"));
    }

    Faults faults() {
        return shop.faults();
    }

    int openOrders() {
        return shop.orders().figures().open();
    }

    RunResult run(String script) {
        Compiled.Ready ready = compiled(script);
        return runner.run(ready.journey(), ready.environment().forRegion("eu-west"), request(ready));
    }

    /** Lies to it. */
    Found mutate(String script) {
        Compiled.Ready ready = compiled(script);
        return new Mutation(
                        runner,
                        ready.journey(),
                        ready.environment().forRegion("eu-west"),
                        request(ready),
                        InstantSource.system(),
                        random.nextLong(),
                        1)
                .find();
    }

    private RunRequest request(Compiled.Ready ready) {
        RunResult.Key key = new RunResult.Key(
                ready.journey().id(), "demo", "eu-west", InstantSource.system().instant(), Cause.MANUAL);
        return new RunRequest(key, RunId.of(key.slot(), random), "", "test", 0, 1, Duration.ZERO, Keep.NEVER);
    }

    private Compiled.Ready compiled(String script) {
        return switch (Compiler.compile(sources, script, Optional.of("demo"))) {
            case Compiled.Ready ready -> ready;
            case Compiled.Rejected(var problems) -> throw new IllegalStateException(problems.toString());
        };
    }

    @Override
    public void close() {
        runner.close();
        shop.close().await();
        vertx.close().await();
    }
}
