package dev.outrider.browser;

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
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;

/** A runner with a real browser, that rides scripts against an address and keeps all evidence. */
final class Ride implements AutoCloseable {
    private static final String HEADER = """
            journey: shop
            owner: team-shop
            schedule: every 5m
            base: ${env.shop}
            timeout: 60s
            """;

    private final Vertx vertx = Vertx.vertx(Runner.options().setEventLoopPoolSize(1));
    private final Random random = new Random(1);
    private final Runner runner;
    private final Map<String, String> files = new ConcurrentHashMap<>();
    private final String script;
    private final String environment;

    /**
     * To a shop.
     *
     * @param folder of this test's own, for secrets
     */
    Ride(String shop, RunSettings settings, Path folder) {
        this("shop.journey.yaml", "test", settings, secrets(folder, "team-shop"));
        files.put(
                "environments/test.yaml",
                "environment: test\nvars: { shop: \"%s\", user: canary-eu-west@shop.test }\nsecrets: { password: \"file:password\" }\n"
                        .formatted(shop));
    }

    /** A shipped example, to the demo shop on this port. */
    static Ride example(String script, int port, RunSettings settings, Path folder) {
        Ride ride = new Ride(script, "demo", settings, secrets(folder, "team-web"));
        Path examples = Path.of(System.getProperty("outrider.root", "../.."), "probes/examples");
        ride.files.putAll(Sources.of(examples).files());
        ride.files.replaceAll((path, text) -> text.replace("http://127.0.0.1:8090", "http://127.0.0.1:" + port)
                .replace("env:SHOP_CANARY_PASSWORD", "file:password"));
        return ride;
    }

    private Ride(String script, String environment, RunSettings settings, Path secrets) {
        this.script = script;
        this.environment = environment;
        runner = new Runner(
                vertx,
                settings.withStarved(Duration.ofMinutes(1)).withSecrets(secrets),
                InstantSource.system(),
                random);
    }

    private static Path secrets(Path folder, String team) {
        try {
            Files.writeString(Files.createDirectories(folder.resolve(team)).resolve("password"), "ride-ahead");
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lies beside the script. */
    Ride with(String path, byte[] content) {
        files.put(path, Base64.getEncoder().encodeToString(content));
        return this;
    }

    /** Adds to the environment. */
    Ride environment(String more) {
        files.compute("environments/test.yaml", (path, text) -> text + more);
        return this;
    }

    RunResult run(String steps) {
        return run(steps, true);
    }

    RunResult run(String steps, boolean evidence) {
        files.put(script, HEADER + steps);
        return run(evidence);
    }

    /** Runs what is there. */
    RunResult again() {
        return run(false);
    }

    private RunResult run(boolean evidence) {
        Compiled.Ready ready = compiled();
        RunResult.Key key = new RunResult.Key(
                ready.journey().id(),
                environment,
                "eu-west",
                InstantSource.system().instant(),
                Cause.MANUAL);
        RunRequest request = new RunRequest(
                key,
                RunId.of(key.slot(), random),
                "",
                "test",
                0,
                1,
                Duration.ZERO,
                evidence ? Keep.ALWAYS : Keep.NEVER);
        return runner.run(ready.journey(), ready.environment().forRegion("eu-west"), request);
    }

    private Compiled.Ready compiled() {
        Sources sources = new Sources(files);
        return switch (Compiler.compile(sources, script, Optional.of(environment))) {
            case Compiled.Rejected(var problems) ->
                throw new IllegalArgumentException(problems.stream()
                        .map(problem -> problem.render(
                                sources.text(problem.place().file()).orElse("")))
                        .toList()
                        .toString());
            case Compiled.Ready ready -> ready;
        };
    }

    @Override
    public void close() {
        runner.close();
        vertx.close().await();
    }
}
