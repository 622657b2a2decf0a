package dev.outrider.agent.assignment;

import dev.outrider.fleet.Bundle;
import dev.outrider.fleet.Bundles;
import dev.outrider.fleet.Plan;
import dev.outrider.script.Compiled;
import dev.outrider.script.Compiler;
import dev.outrider.script.Environment;
import dev.outrider.script.Reach;
import dev.outrider.script.Sources;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Bundles as a coordinator makes them. */
final class Catalog {
    private Catalog() {}

    /** One journey in environments that differ in their values. */
    static List<Bundle> bundles(int journey, int environments) {
        Sources sources = new Sources(Map.of(
                "j.journey.yaml",
                """
                journey: j%1$d
                title: Customer %1$d
                owner: shop
                schedule: every 1m
                base: ${env.shop}
                steps:
                  - name: See the product
                    GET: /api/products/%1$d
                    expect: [ status == 200, json.stock > %1$d ]
                """.formatted(journey),
                "environments/e.yaml",
                "environment: e\nvars: { shop: 'http://127.0.0.1:8000' }\n"));
        Compiled.Ready ready = (Compiled.Ready) Compiler.compile(sources, "j.journey.yaml", Optional.of("e"));
        return IntStream.range(0, environments)
                .mapToObj(number -> new Environment(
                        "e" + number,
                        Map.of("shop", "http://127.0.0.1:" + (8000 + number)),
                        Map.of(),
                        Map.of(),
                        Reach.PLAIN))
                .map(values -> new Compiled.Ready(ready.journeys(), values, List.of(), ready.files()))
                .map(there -> Bundles.pack(sources, "j.journey.yaml", there, "j" + journey))
                .toList();
    }

    static Plan.Assignment assignment(String digest) {
        return new Plan.Assignment("j", "e", digest, Duration.ofMinutes(1), Duration.ZERO, false, Instant.EPOCH);
    }
}
