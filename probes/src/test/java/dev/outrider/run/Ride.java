package dev.outrider.run;

import dev.outrider.result.Cause;
import dev.outrider.result.RunResult;
import dev.outrider.script.Compiled;
import dev.outrider.script.Compiler;
import dev.outrider.script.Sources;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Rides to a shop: compiles a script against it and runs it once, with evidence. */
final class Ride {
    private static final String HEADER = """
            journey: shop
            owner: team-shop
            schedule: every 1m
            base: ${env.shop}
            """;

    private final Vertx vertx;
    private final Map<String, String> files = new HashMap<>();
    private Optional<Path> authorities = Optional.empty();

    Ride(Vertx vertx, Shop shop) {
        this.vertx = vertx;
        files.put(
                "environments/test.yaml",
                "environment: test\nvars: { shop: \"%s\" }\nsecrets: { home: \"env:HOME\" }\n".formatted(shop.url()));
    }

    /** Trusts these certificates beside the system's. */
    Ride trusting(Path pem) {
        authorities = Optional.of(pem);
        return this;
    }

    /** In these ways, as an environment says it. */
    Ride reaching(String reach) {
        return with("environments/test.yaml", files.get("environments/test.yaml") + reach);
    }

    /** Beside the script. */
    Ride with(String path, String text) {
        files.put(path, text);
        return this;
    }

    RunResult run(String steps) {
        return run(compiled(steps));
    }

    RunResult run(Compiled.Ready ready) {
        RunSettings plain = RunSettings.DEFAULT.withStarved(Duration.ofSeconds(30));
        RunSettings settings = authorities.map(plain::withAuthorities).orElse(plain);
        try (Runner runner = new Runner(vertx, settings, InstantSource.system(), new Random(1))) {
            return run(runner, ready);
        }
    }

    RunResult run(Runner runner, Compiled.Ready ready) {
        return runner.run(ready.journey(), ready.environment().forRegion("eu-west"), request());
    }

    Compiled.Ready compiled(String steps) {
        files.put("shop.journey.yaml", HEADER + steps);
        Sources sources = new Sources(files);
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

    static RunRequest request() {
        Instant slot = Instant.parse("2026-11-27T12:00:00Z");
        return new RunRequest(
                new RunResult.Key("shop", "test", "eu-west", slot, Cause.SCHEDULE),
                "r-1",
                "v1",
                "agent-1",
                1,
                1,
                Duration.ZERO,
                Keep.ALWAYS);
    }
}
