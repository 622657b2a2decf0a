package dev.outrider.run;

import dev.outrider.result.Cause;
import dev.outrider.result.Outcome;
import dev.outrider.result.RunResult;
import dev.outrider.script.Compiled;
import dev.outrider.script.Compiler;
import dev.outrider.script.Sources;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A journey through a shop of our own on loopback that uses what most journeys use. */
final class WarmUp {
    private static final Logger log = LoggerFactory.getLogger(WarmUp.class);
    private static final int RUNS = 3;
    private static final String SCRIPT = """
            journey: warm-up
            title: Nobody's customer
            owner: outrider
            schedule: every 1h
            steps:
              - name: Ask
                GET: http://127.0.0.1:PLAIN/${runId}
                headers: { X-Run: "${runId}" }
                expect: [ status == 200, "json.items.exists(i, i.id == 1)" ]
                capture: { id: "json.items[0].id" }
              - name: Tell
                POST: https://localhost:SECURE/
                json: { id: "${id}" }
                expect: [ json.items.size() > 0, html.count('p') == 0 ]
            """;
    private static final String ENVIRONMENT = """
            environment: warm-up
            hosts: { localhost: { ca: env:WARM_UP } }
            """;

    private WarmUp() {}

    /** Makes it, and says what the last of its runs found. */
    static Outcome run(Runner runner, Vertx vertx) {
        Outcome found;
        try (WarmUpShop shop = WarmUpShop.open(vertx)) {
            found = visited(runner, shop);
        } catch (RuntimeException noLoopback) {
            found = new Outcome.Skipped("there is no loopback: " + noLoopback.getMessage());
        }
        if (!(found instanceof Outcome.Passed)) {
            log.warn("could not warm up, so the first runs will seem slower than they are: {}", found);
        }
        return found;
    }

    private static Outcome visited(Runner runner, WarmUpShop shop) {
        Compiled.Ready ready = ready(shop);
        Outcome found = new Outcome.Passed();
        for (int runs = 0; runs < RUNS && found instanceof Outcome.Passed; runs++) {
            found = runner.atHome(ready, WarmUpShop.certificate(), request()).outcome();
        }
        return found;
    }

    private static Compiled.Ready ready(WarmUpShop shop) {
        String path = "warm-up.journey.yaml";
        String script = SCRIPT.replace("PLAIN", Integer.toString(shop.plain()))
                .replace("SECURE", Integer.toString(shop.secure()));
        Sources sources = new Sources(Map.of(path, script, "environments/warm-up.yaml", ENVIRONMENT));
        return switch (Compiler.compile(sources, path, Optional.of("warm-up"))) {
            case Compiled.Ready compiled -> compiled;
            case Compiled.Rejected(var problems) ->
                throw new IllegalStateException("our own script must compile: " + problems);
        };
    }

    private static RunRequest request() {
        RunResult.Key nobodys = new RunResult.Key("warm-up", "warm-up", "", Instant.EPOCH, Cause.MANUAL);
        return new RunRequest(nobodys, "warm-up", "", "", 0, 1, Duration.ZERO, Keep.ALWAYS);
    }
}
