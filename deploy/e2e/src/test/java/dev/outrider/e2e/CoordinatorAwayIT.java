package dev.outrider.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrider.dev.Child;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The coordinator dies, and nothing is lost. */
final class CoordinatorAwayIT {
    @Test
    @Tag("slow")
    void a_minute_without_coordinator_leaves_a_history_that_agrees_with_the_shop_slot_for_slot(@TempDir Path folder) {
        try (TestFleet fleet = new TestFleet(folder).started()) {
            Instant start = Instant.now();
            timetable(fleet, start);
            pause(Duration.ofSeconds(10));
            fleet.child("coordinator").kill();
            pause(Duration.ofSeconds(60));
            fleet.fleet.startCoordinator(Map.of());
            Instant end = start.plusSeconds(85);
            awaitDelivered(fleet, end);
            assertThatHistoryAgrees(fleet, start, end);
            // eu-west fails from 20 to 60, us-east from 35 to 60: both, for some 25 s less than a slot at each edge.
            assertThat(new History(fleet).inState("checkout", "down", start, end))
                    .isBetween(Duration.ofSeconds(15), Duration.ofSeconds(32));
        }
    }

    @Test
    @Tag("slow")
    void killed_between_commit_and_ack_it_neither_loses_nor_counts_twice(@TempDir Path folder) {
        try (TestFleet fleet = new TestFleet(folder).started()) {
            Instant start = Instant.now();
            fleet.child("coordinator").kill();
            for (int round = 0; round < 3; round++) {
                Child coordinator = fleet.fleet.startCoordinator(
                        Map.of("OUTRIDER_FAILPOINT", "after-commit-before-ack:" + (2 + round)));
                fleet.await("the coordinator halts", Duration.ofSeconds(60), () -> !coordinator.alive());
            }
            fleet.fleet.startCoordinator(Map.of());
            Instant end = Instant.now();
            awaitDelivered(fleet, end);
            assertThatHistoryAgrees(fleet, start, end);
        }
    }

    private static void timetable(TestFleet fleet, Instant start) {
        fleet.http.put(
                fleet.fleet.shopUrl() + "/admin/timetable",
                new JsonArray()
                        .add(fault("eu-west", start.plusSeconds(20), start.plusSeconds(60)))
                        .add(fault("us-east", start.plusSeconds(35), start.plusSeconds(60))));
    }

    private static JsonObject fault(String region, Instant from, Instant to) {
        return new JsonObject()
                .put("from", from.toString())
                .put("to", to.toString())
                .put("step", "pay")
                .put("kind", "error")
                .put("status", 502)
                .put("region", region);
    }

    private static void awaitDelivered(TestFleet fleet, Instant end) {
        fleet.await(
                "every region has delivered beyond " + end,
                Duration.ofSeconds(60),
                () -> TestFleet.REGIONS.stream()
                        .allMatch(region -> fleet.newestRuns("checkout", region).stream()
                                .anyMatch(run ->
                                        Instant.parse(run.getString("slot")).isAfter(end))));
    }

    private static void assertThatHistoryAgrees(TestFleet fleet, Instant start, Instant end) {
        History history = new History(fleet);
        for (String region : TestFleet.REGIONS) {
            SortedMap<Instant, JsonObject> slots = history.slots("checkout", region, start, end);
            History.assertNoGap(slots, "checkout in " + region);
            Map<Instant, String> outcomes = history.assertAgreesWithTheShop(slots);
            assertThat(outcomes).hasSizeGreaterThan(5);
            assertThat(outcomes.values()).isSubsetOf(List.of("pass", "degraded", "fail"));
        }
    }

    private static void pause(Duration duration) {
        LockSupport.parkNanos(duration.toNanos());
    }
}
