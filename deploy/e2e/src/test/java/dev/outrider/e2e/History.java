package dev.outrider.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The coordinator's history held against the shop's own log. */
final class History {
    private final TestFleet fleet;

    History(TestFleet fleet) {
        this.fleet = fleet;
    }

    /** The stored runs of a region by slot; fails when one was run twice, which would be two orders. */
    SortedMap<Instant, JsonObject> slots(String journey, String region, Instant from, Instant to) {
        TreeMap<Instant, JsonObject> slots = new TreeMap<>();
        stored(journey, region, from, to)
                .forEach(run -> assertThat(slots.put(Instant.parse(run.getString("slot")), run))
                        .as("%s in %s ran twice: %s", journey, region, run)
                        .isNull());
        return slots;
    }

    /**
     * Holds a journey that only reads to its promise: one whose agent was taken for dead may be run by the sibling as well.
     * Then the reports differ in agent and epoch, by which the one that counts is chosen.
     */
    void assertRunTwiceOnlyByTakeOver(String journey, String region, Instant from, Instant to) {
        Map<String, List<JsonObject>> bySlot =
                stored(journey, region, from, to).collect(Collectors.groupingBy(run -> run.getString("slot")));
        assertThat(bySlot).isNotEmpty();
        bySlot.values().forEach(runs -> {
            assertThat(runs).extracting(run -> run.getString("agent")).doesNotHaveDuplicates();
            assertThat(runs).extracting(run -> run.getLong("epoch")).doesNotHaveDuplicates();
        });
    }

    private Stream<JsonObject> stored(String journey, String region, Instant from, Instant to) {
        return fleet.runs(journey, region).stream()
                .filter(run -> !run.getString("outcome").equals("skipped"))
                .filter(run -> !Instant.parse(run.getString("slot")).isBefore(from)
                        && Instant.parse(run.getString("slot")).isBefore(to));
    }

    /** No slot between the first and the last is missing. */
    static void assertNoGap(SortedMap<Instant, JsonObject> slots, String what) {
        Instant expected = slots.firstKey();
        for (Instant slot : slots.keySet()) {
            assertThat(slot).as("next slot of " + what).isEqualTo(expected);
            expected = slot.plus(TestFleet.INTERVAL);
        }
    }

    /** What the shop answered to the payment of each run, by the run's trace. */
    private Map<String, Integer> payments() {
        Map<String, Integer> byTrace = new HashMap<>();
        for (JsonObject request : fleet.shopLog()) {
            Optional<String> parent = Optional.ofNullable(request.getString("traceparent"));
            if ("pay".equals(request.getString("step")) && parent.isPresent()) {
                byTrace.put(parent.get().split("-", -1)[1], request.getInteger("status"));
            }
        }
        return byTrace;
    }

    /** Slot for slot: a run failed if, and only if, the shop says that it refused its payment. */
    Map<Instant, String> assertAgreesWithTheShop(SortedMap<Instant, JsonObject> slots) {
        Map<String, Integer> payments = payments();
        Map<Instant, String> outcomes = new LinkedHashMap<>();
        slots.forEach((slot, summary) -> {
            JsonObject run = fleet.run(summary.getString("id"));
            int status = Optional.ofNullable(payments.get(run.getString("trace")))
                    .orElseThrow(
                            () -> new AssertionError("the shop saw no payment for slot %s: %s".formatted(slot, run)));
            boolean good = List.of("pass", "degraded").contains(run.getString("outcome"));
            assertThat(good)
                    .as("slot %s, the shop answered %s: %s", slot, status, run)
                    .isEqualTo(status < 400);
            outcomes.put(slot, run.getString("outcome"));
        });
        return outcomes;
    }

    /** How long the world was in a state, by the strip of the overview. */
    Duration inState(String journey, String state, Instant from, Instant to) {
        return TestFleet.objects(fleet.journey(journey).getJsonArray("strip")).stream()
                .filter(segment -> segment.getString("state").equals(state))
                .map(segment -> Duration.between(
                        later(from, Instant.parse(segment.getString("from"))),
                        earlier(to, Instant.parse(segment.getString("to")))))
                .filter(duration -> !duration.isNegative())
                .reduce(Duration.ZERO, Duration::plus);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
