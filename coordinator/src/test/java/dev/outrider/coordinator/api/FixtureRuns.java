package dev.outrider.coordinator.api;

import dev.outrider.coordinator.api.Views.Listed;
import dev.outrider.coordinator.api.Views.RunDetail;
import dev.outrider.coordinator.catalog.Watch;
import dev.outrider.coordinator.ingest.Cursor;
import dev.outrider.coordinator.ingest.RunQuery;
import dev.outrider.coordinator.ingest.RunSummary;
import dev.outrider.result.Cause;
import dev.outrider.result.Evidence;
import dev.outrider.result.Evidence.Exchange;
import dev.outrider.result.Outcome;
import dev.outrider.result.RunResult;
import dev.outrider.result.StepResult;
import dev.outrider.result.StepResult.Unmet;
import dev.outrider.result.Strain;
import dev.outrider.result.Timings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Two runs of a checkout with all their steps, one bad and one good, and the lines of many more. */
final class FixtureRuns {
    private static final String FILE = "journeys/checkout.journey.yaml";
    private static final String[] STEPS = {
        "open home", "log in", "find the jacket", "put it in the cart", "order", "pay"
    };

    private final List<RunSummary> summaries = new ArrayList<>();
    private final Map<String, RunResult> results = new LinkedHashMap<>();

    FixtureRuns(Watch watch) {
        for (int i = 0; i < 60; i++) {
            String region = Fixture.REGIONS.get(i % 3);
            Instant slot = Fixture.NOW.minusSeconds(4 + 10L * i);
            summaries.add(summary(watch.journey(), region, i < 54 && i % 3 == 1, slot));
        }
        summaries.sort(
                Comparator.comparing((RunSummary run) -> run.key().slot()).reversed());
        for (RunSummary summary : summaries) {
            results.put(summary.runId(), result(summary));
        }
    }

    static RunSummary summary(String journey, String region, boolean failed, Instant slot) {
        RunResult.Key key = new RunResult.Key(journey, "production", region, slot, Cause.SCHEDULE);
        return new RunSummary(
                key,
                "r-" + Long.toString(slot.toEpochMilli(), 36) + "-" + region.replace("-", ""),
                region + "-1",
                slot.plusMillis(12),
                failed ? Duration.ofMillis(3_410) : Duration.ofMillis(1_180),
                failed ? "fail" : "pass",
                failed ? Optional.of("pay") : Optional.empty(),
                failed ? Optional.of("expectation") : Optional.empty(),
                failed ? Optional.of("status == 201: status was 502") : Optional.empty(),
                1,
                41);
    }

    List<RunSummary> list(RunQuery query) {
        return summaries.stream()
                .filter(run -> query.region().map(run.key().region()::equals).orElse(true))
                .filter(run -> query.outcome().map(run.outcome()::equals).orElse(true))
                .filter(run -> query.after()
                        .map(place -> place.compareTo(Cursor.of(run)) < 0)
                        .orElse(true))
                .limit(query.limit())
                .toList();
    }

    Optional<RunDetail> detail(String id, Listed journey) {
        return Optional.ofNullable(results.get(id)).map(result -> {
            List<RunSummary> region = summaries.stream()
                    .filter(run -> run.key().region().equals(result.key().region()))
                    .toList();
            Instant slot = result.key().slot();
            Map<String, String> sources = Map.of(FILE + ":41", "      - expect: status == 201 && json.state == 'PAID'");
            List<RunSummary> before = region.stream()
                    .filter(run -> run.key().slot().isBefore(slot))
                    .toList();
            List<RunSummary> after = region.stream()
                    .filter(run -> run.key().slot().isAfter(slot))
                    .toList();
            return new RunDetail(
                    result,
                    Optional.of(journey),
                    sources,
                    Optional.of(FILE),
                    before.stream().findFirst(),
                    after.stream().reduce((first, second) -> second),
                    before.stream().filter(run -> run.outcome().equals("pass")).findFirst(),
                    Map.of(0, List.of("the status is 502, before 201")));
        });
    }

    private static RunResult result(RunSummary summary) {
        boolean failed = summary.outcome().equals("fail");
        Outcome outcome = failed
                ? new Outcome.Failed(Outcome.Fault.EXPECTATION, "status == 201: status was 502")
                : new Outcome.Passed();
        return new RunResult(
                summary.key(),
                summary.runId(),
                "3fa2c1".repeat(10) + "3fa2",
                summary.agent(),
                summary.epoch(),
                1,
                summary.startedAt(),
                summary.elapsed(),
                Duration.ofMillis(-12),
                new Strain(Duration.ofNanos(1_500_000), Duration.ZERO, Duration.ZERO, Optional.empty()),
                outcome,
                false,
                "4bf92f3577b34da6a3ce929d0e0e4736",
                steps(failed),
                new Evidence(List.of(exchange(failed)), List.of()));
    }

    private static List<StepResult> steps(boolean failed) {
        List<StepResult> steps = new ArrayList<>();
        Duration at = Duration.ofMillis(2);
        for (int i = 0; i < STEPS.length; i++) {
            Timings timings = timings(i == 0, failed && i == 5 ? 2_400 : 60 + 37 * i);
            boolean bad = failed && i == 5;
            steps.add(step(STEPS[i], i, bad, at, timings));
            at = at.plus(timings.total()).plusMillis(1);
        }
        steps.add(
                failed
                        ? skipped("wait until it is confirmed")
                        : step("wait until it is confirmed", 6, false, at, timings(false, 240)));
        steps.add(cleanup("cancel the order", at.plusMillis(300), failed));
        steps.add(cleanup("log out", at.plusMillis(420), failed));
        return steps;
    }

    private static StepResult step(String name, int index, boolean bad, Duration at, Timings timings) {
        Outcome outcome = bad
                ? new Outcome.Failed(Outcome.Fault.EXPECTATION, "status == 201: status was 502")
                : new Outcome.Passed();
        List<Unmet> unmet = bad
                ? List.of(new Unmet("expect", FILE, 41, 17, "status == 201 && json.state == 'PAID'", "status was 502"))
                : List.of();
        return new StepResult(
                name,
                false,
                index >= 4 ? Optional.of("payments-api") : Optional.of("storefront"),
                12 + 6 * index,
                outcome,
                at,
                timings,
                1,
                Optional.of((index % 2 == 0 ? "GET" : "POST") + " https://shop.test/" + name.replace(' ', '-')),
                Optional.of(bad ? 502 : 200),
                unmet,
                Optional.empty());
    }

    private static StepResult skipped(String name) {
        return new StepResult(
                name,
                false,
                Optional.of("payments-api"),
                48,
                new Outcome.Skipped("an earlier step failed"),
                Duration.ZERO,
                Timings.NONE,
                0,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty());
    }

    private static StepResult cleanup(String name, Duration at, boolean failed) {
        return new StepResult(
                name,
                true,
                Optional.empty(),
                60,
                new Outcome.Passed(),
                failed ? at.plusMillis(1) : at,
                timings(false, 30),
                1,
                Optional.of("POST https://shop.test/" + name.replace(' ', '-')),
                Optional.of(200),
                List.of(),
                Optional.empty());
    }

    private static Timings timings(boolean first, int waiting) {
        return new Timings(
                Duration.ofMillis(first ? 24 : 0),
                Duration.ofMillis(first ? 38 : 0),
                Duration.ofMillis(first ? 71 : 0),
                Duration.ofMillis(first ? 36 : 0),
                Duration.ofMillis(2),
                Duration.ofMillis(waiting),
                Duration.ofMillis(18),
                Duration.ofMillis(7));
    }

    private static Exchange exchange(boolean failed) {
        return new Exchange(
                5,
                1,
                Duration.ZERO,
                Timings.NONE,
                "POST",
                "https://shop.test/pay",
                Map.of("content-type", List.of("application/json"), "authorization", List.of("***")),
                Optional.of("{\"order\":\"ord_7\",\"card\":\"***\"}"),
                Optional.of("203.0.113.7:443"),
                Optional.of("HTTP/2"),
                Optional.empty(),
                failed ? 502 : 201,
                Map.of("content-type", List.of("application/json"), "set-cookie", List.of("a=***", "b=***")),
                Optional.of(failed ? "{\"error\":\"upstream payments-api answered 502\"}" : "{\"state\":\"PAID\"}"),
                failed ? 46 : 16);
    }
}
