package dev.outrider.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrider.dev.Child;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** kill -9 of the agent that holds the assignment, in the middle of its run. */
final class AgentKillIT {
    private static final Duration TAKE_OVER = Duration.ofSeconds(15);
    private static final Duration LEASE = Duration.ofSeconds(10);
    private static final Duration ORDERS_EXPIRE = Duration.ofSeconds(30);
    /** From the shop's last answer to the result on the agent's disk. */
    private static final Duration TO_DISK = Duration.ofMillis(500);

    @Test
    @Tag("slow")
    void twenty_kills_at_random_instants_lose_no_finished_run_and_count_no_slot_twice(@TempDir Path folder) {
        try (TestFleet fleet = new TestFleet(
                        folder, List.of("--order-ttl", ORDERS_EXPIRE.toSeconds() + "s"), "--lease", "10s")
                .started()) {
            Instant started = Instant.now();
            Random random = new Random(20);
            for (int kill = 0; kill < 20; kill++) {
                String region = TestFleet.REGIONS.get(kill % TestFleet.REGIONS.size());
                String killed = killAndAwaitTakeOver(fleet, region, random, LEASE);
                fleet.fleet.launchAgent(region, killed).awaitReady(Duration.ofSeconds(60));
            }
            TestFleet.REGIONS.forEach(region -> assertHistoryIsWhole(fleet, started, region));
            assertNoOrderIsLeft(fleet);
        }
    }

    @Test
    @Tag("slow")
    void with_the_usual_lease_the_mutating_journey_waits_two_minutes_and_the_other_does_not(@TempDir Path folder) {
        try (TestFleet fleet = new TestFleet(folder).started()) {
            killAndAwaitTakeOver(fleet, "us-east", new Random(2), Duration.ofMinutes(2));
        }
    }

    /** The id of the agent that was killed. */
    static String killAndAwaitTakeOver(TestFleet fleet, String region, Random random, Duration lease) {
        String holder = fleet.holder("checkout", region).orElseThrow();
        awaitMiddleOfARun(fleet, region);
        LockSupport.parkNanos(Duration.ofMillis(random.nextInt(800)).toNanos());
        Instant killed = fleet.kill(holder);
        fleet.await("browse goes on in " + region, TAKE_OVER, () -> ranAfter(fleet, "browse", region, killed, holder));
        fleet.await(
                "checkout goes on in " + region,
                lease.plus(TAKE_OVER),
                () -> ranAfter(fleet, "checkout", region, killed, holder));
        // The lease counts from the last welcome, at most a hello before the kill.
        assertThat(Duration.between(killed, Instant.now()))
                .as("the sibling did not begin while the killed agent's lease could still run")
                .isGreaterThan(lease.minusSeconds(4));
        return holder;
    }

    private static void awaitMiddleOfARun(TestFleet fleet, String region) {
        long since = fleet.lastRequest();
        fleet.await(
                "a checkout begins in " + region,
                Duration.ofSeconds(30),
                () -> fleet.shopLogSince(since).stream()
                        .anyMatch(request -> region.equals(request.getString("region"))
                                && "login".equals(request.getString("step"))));
    }

    private static boolean ranAfter(TestFleet fleet, String journey, String region, Instant after, String notBy) {
        return fleet.newestRuns(journey, region).stream()
                .anyMatch(run -> Instant.parse(run.getString("slot")).isAfter(after)
                        && !run.getString("agent").equals(notBy)
                        && List.of("pass", "degraded").contains(run.getString("outcome")));
    }

    static void assertHistoryIsWhole(TestFleet fleet, Instant from, String region) {
        History history = new History(fleet);
        Instant to = Instant.now();
        fleet.await(
                "a result from beyond " + to,
                Duration.ofSeconds(30),
                () -> ranAfter(fleet, "checkout", region, to, ""));
        var checkouts = history.slots("checkout", region, from, to);
        assertThat(checkouts).isNotEmpty();
        history.assertRunTwiceOnlyByTakeOver("browse", region, from, to);
        List<String> stored = checkouts.values().stream()
                .map(run -> fleet.run(run.getString("id")).getString("trace"))
                .toList();
        assertThat(stored).as("finished runs in " + region).containsAll(finishedTraces(fleet, region, from, to));
    }

    /** Runs whose last request the shop answered, and whose agent lived long enough afterwards to write them down. */
    private static List<String> finishedTraces(TestFleet fleet, String region, Instant from, Instant to) {
        List<JsonObject> log = fleet.shopLog().stream()
                .filter(request -> region.equals(request.getString("region")))
                .toList();
        return log.stream()
                .filter(request -> "logout".equals(request.getString("step")))
                .filter(request -> at(request).isAfter(from.plus(TestFleet.INTERVAL))
                        && at(request).isBefore(to.minus(TO_DISK)))
                .filter(request -> log.stream()
                        .anyMatch(later -> !at(later).isBefore(at(request).plus(TO_DISK))))
                .filter(request -> !fleet.killedWithin(region, at(request), TO_DISK))
                .map(request -> request.getString("traceparent").split("-", -1)[1])
                .toList();
    }

    private static Instant at(JsonObject request) {
        return Instant.parse(request.getString("at"));
    }

    private static void assertNoOrderIsLeft(TestFleet fleet) {
        fleet.fleet.children().stream()
                .filter(child -> child.name().matches(".*-\\d"))
                .forEach(Child::terminate);
        fleet.await(
                "no open order is left",
                ORDERS_EXPIRE.plusSeconds(30),
                () -> fleet.http.get(fleet.fleet.shopUrl() + "/admin/orders").getInteger("open") == 0);
    }
}
