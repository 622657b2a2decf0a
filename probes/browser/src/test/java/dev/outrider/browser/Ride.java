package dev.outrider.browser;

import dev.outrider.result.Cause;
import dev.outrider.result.RunId;
import dev.outrider.result.RunResult;
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
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

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
    private final Map<String, String> files = new HashMap<>();

    /**
     * To a shop.
     *
     * @param vars more values of the environment, as YAML: {@code a: b}
     * @param folder of this test's own, for secrets
     */
    Ride(String shop, String vars, RunSettings settings, Path folder) {
        files.put(
                "environments/test.yaml",
                "environment: test\nvars: { shop: \"%s\", %s }\nsecrets: { password: \"file:password\" }\n"
                        .formatted(shop, vars));
        runner = new Runner(
                vertx,
                settings.withStarved(Duration.ofMinutes(1)).withSecrets(secrets(folder)),
                InstantSource.system(),
                random);
    }

    private static Path secrets(Path folder) {
        try {
            Files.writeString(
                    Files.createDirectories(folder.resolve("team-shop")).resolve("password"), "ride-ahead");
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

    RunResult run(String steps) {
        return run(steps, true);
    }

    RunResult run(String steps, boolean evidence) {
        Compiled.Ready ready = compiled(steps);
        RunResult.Key key = new RunResult.Key(
                "shop", "test", "eu-west", InstantSource.system().instant(), Cause.MANUAL);
        RunRequest request =
                new RunRequest(key, RunId.of(key.slot(), random), "", "test", 0, 1, Duration.ZERO, evidence);
        return runner.run(ready.journey(), ready.environment().forRegion("eu-west"), request);
    }

    private Compiled.Ready compiled(String steps) {
        Map<String, String> all = new HashMap<>(files);
        all.put("shop.journey.yaml", HEADER + steps);
        Sources sources = new Sources(all);
        return switch (Compiler.compile(sources, "shop.journey.yaml", Optional.of("test"))) {
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
