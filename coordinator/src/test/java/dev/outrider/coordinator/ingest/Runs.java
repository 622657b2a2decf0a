package dev.outrider.coordinator.ingest;

import dev.outrider.coordinator.catalog.Version;
import dev.outrider.coordinator.catalog.Watch;
import dev.outrider.fleet.Batch;
import dev.outrider.fleet.Phase;
import dev.outrider.fleet.Signed;
import dev.outrider.journey.Quorum;
import dev.outrider.result.Cause;
import dev.outrider.result.Evidence;
import dev.outrider.result.Fingerprint;
import dev.outrider.result.Outcome;
import dev.outrider.result.RunId;
import dev.outrider.result.RunResult;
import dev.outrider.result.StepResult;
import dev.outrider.result.Strain;
import dev.outrider.result.Timings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Results as agents make them, for tests. */
final class Runs {
    static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");
    static final Duration INTERVAL = Duration.ofSeconds(60);
    static final Watch CHECKOUT = new Watch("checkout", "production");
    static final Watch BROWSE = new Watch("browse", "production");
    static final List<String> REGIONS = List.of("eu-west", "us-east", "ap-south");
    static final Signed SIGNED = new Signed("agent-1", Optional.of("s-1"), "0011223344556677", "c2ln");

    private static final Duration MS = Duration.ofMillis(1);

    private Runs() {}

    static Version version(Watch watch, Instant from) {
        return new Version(
                watch,
                "v1",
                from,
                Optional.empty(),
                INTERVAL,
                REGIONS,
                new Quorum.Majority(),
                2,
                2,
                INTERVAL.multipliedBy(3));
    }

    /** The {@code back}th slot before {@link #NOW}. */
    static Instant slot(Watch watch, String region, int back) {
        Duration phase = Phase.of(watch.journey(), watch.environment(), region, INTERVAL);
        return Phase.slotAtOrBefore(NOW, phase, INTERVAL).minus(INTERVAL.multipliedBy(back));
    }

    static RunResult passed(Watch watch, String region, int back, RandomGenerator random) {
        return run(watch, region, slot(watch, region, back), new Outcome.Passed(), random);
    }

    static RunResult failed(Watch watch, String region, int back, RandomGenerator random) {
        Outcome failed = new Outcome.Failed(Outcome.Fault.STATUS, "503 Service Unavailable\nfrom \"pay\"");
        return run(watch, region, slot(watch, region, back), failed, random);
    }

    static RunResult run(Watch watch, String region, Instant slot, Outcome outcome, RandomGenerator random) {
        return new RunResult(
                new RunResult.Key(watch.journey(), watch.environment(), region, slot, Cause.SCHEDULE),
                RunId.of(slot, random),
                "v1",
                "agent-1",
                7,
                1,
                slot.plusMillis(3),
                Duration.ofMillis(100 + random.nextInt(100)),
                Duration.ofMillis(-12),
                new Strain(MS, MS, Duration.ZERO, Optional.of(MS)),
                outcome,
                false,
                "0af7651916cd43dd8448eb211c80319c",
                List.of(
                        step("Log in", new Outcome.Passed(), List.of()),
                        step("Pay", outcome, outcome instanceof Outcome.Passed ? List.of() : List.of(unmet()))),
                outcome instanceof Outcome.Passed ? Evidence.NONE : new Evidence(List.of(exchange()), List.of()));
    }

    static RunResult attempt(RunResult run, int attempt, Outcome outcome) {
        return new RunResult(
                run.key(),
                run.runId(),
                run.version(),
                run.agent(),
                run.epoch(),
                attempt,
                run.startedAt(),
                run.duration(),
                run.clockOffset(),
                run.strain(),
                outcome,
                run.cleanupFailed(),
                run.trace(),
                run.steps(),
                outcome instanceof Outcome.Passed ? Evidence.NONE : run.evidence());
    }

    static Batch batch(String region, List<RunResult> runs) {
        return new Batch("b-" + runs.size(), "agent-1", region, "s-1", runs);
    }

    private static StepResult step(String name, Outcome outcome, List<StepResult.Unmet> unmet) {
        return new StepResult(
                name,
                name.equals("Pay"),
                name.equals("Pay") ? Optional.of("payments") : Optional.empty(),
                12,
                outcome,
                Duration.ofMillis(5),
                new Timings(
                        MS, MS, Duration.ZERO, Duration.ZERO, MS, Duration.ofMillis(40), MS, Duration.ofNanos(1000)),
                1,
                Optional.of("POST /api/pay"),
                Optional.of(503),
                unmet,
                Optional.of(new Fingerprint(
                        "203.0.113.7:443",
                        "HTTP/2",
                        Optional.of("7b"),
                        Optional.of(NOW.plusSeconds(86_400)),
                        "text/html",
                        "00ff",
                        14)));
    }

    private static StepResult.Unmet unmet() {
        return new StepResult.Unmet("expect", "checkout.journey.yaml", 12, 9, "status == 200", "status was 503");
    }

    private static Evidence.Exchange exchange() {
        return new Evidence.Exchange(
                1,
                1,
                Duration.ZERO,
                Timings.NONE,
                "POST",
                "https://shop.example/api/pay",
                Map.of("accept", List.of("*/*")),
                Optional.of("{}"),
                Optional.of("203.0.113.7:443"),
                Optional.of("HTTP/1.1"),
                Optional.empty(),
                503,
                Map.of("content-type", List.of("text/plain")),
                Optional.of("no"),
                2);
    }
}
