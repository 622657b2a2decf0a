package dev.outrider.bench;

import dev.outrider.fleet.Batch;
import dev.outrider.result.Cause;
import dev.outrider.result.Evidence;
import dev.outrider.result.Outcome;
import dev.outrider.result.RunId;
import dev.outrider.result.RunResult;
import dev.outrider.result.StepResult;
import dev.outrider.result.Strain;
import dev.outrider.result.Timings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Results as a fleet delivers them: many journeys of one moment together, eight steps each. */
final class Samples {
    private static final int JOURNEYS = 100;
    private static final int STEPS = 8;
    private static final String VERSION = "5d41402abc4b2a76b9719d911017c5925d41402abc4b2a76b9719d911017c592";

    private final Random random;

    Samples(long seed) {
        this.random = new Random(seed);
    }

    /** One batch for each agent of each moment, a hundred results each. */
    List<Batch> batches(int moments, List<String> regions, Instant last, String store) {
        List<Batch> batches = new ArrayList<>();
        for (int moment = 0; moment < moments; moment++) {
            Instant slot = last.minusSeconds(moments - moment);
            for (String region : regions) {
                batches.add(
                        new Batch("b-" + moment + "-" + region, region + "-1", region, store, results(slot, region)));
            }
        }
        return batches;
    }

    private List<RunResult> results(Instant slot, String region) {
        List<RunResult> results = new ArrayList<>();
        for (int journey = 0; journey < JOURNEYS; journey++) {
            RunResult.Key key = new RunResult.Key("journey-" + journey, "production", region, slot, Cause.SCHEDULE);
            results.add(new RunResult(
                    key,
                    RunId.of(slot, random),
                    VERSION,
                    region + "-1",
                    1_790_000_000_000L,
                    1,
                    slot.plusMillis(random.nextInt(20)),
                    Duration.ofMillis(300 + random.nextInt(900)),
                    Duration.ofMillis(3),
                    new Strain(
                            Duration.ofNanos(random.nextInt(2_000_000)),
                            Duration.ZERO,
                            Duration.ZERO,
                            Optional.empty()),
                    new Outcome.Passed(),
                    false,
                    "%016x%016x".formatted(random.nextLong(), random.nextLong()),
                    steps(),
                    Evidence.NONE));
        }
        return results;
    }

    private List<StepResult> steps() {
        List<StepResult> steps = new ArrayList<>();
        for (int step = 0; step < STEPS; step++) {
            steps.add(new StepResult(
                    "Step number " + step,
                    step == STEPS - 1,
                    Optional.of("storefront"),
                    10 + 7 * step,
                    new Outcome.Passed(),
                    Duration.ofMillis(100L * step),
                    timings(),
                    1,
                    Optional.of("GET https://shop.example.com/api/step/" + step),
                    Optional.of(200),
                    List.of(),
                    Optional.empty()));
        }
        return steps;
    }

    private Timings timings() {
        return new Timings(phase(), phase(), phase(), Duration.ZERO, phase(), phase(), phase(), phase());
    }

    private Duration phase() {
        return Duration.ofNanos(random.nextInt(30_000_000));
    }
}
