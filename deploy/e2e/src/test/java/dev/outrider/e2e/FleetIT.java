package dev.outrider.e2e;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** One fleet, and what happens to it one after the other: starting it is what takes time. Each leaves it as it was. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class FleetIT {
    private static final Duration LEASE = Duration.ofSeconds(10);

    private TestFleet fleet;

    @BeforeAll
    void start(@TempDir Path folder) {
        fleet = new TestFleet(folder, "--lease", "10s").started();
    }

    @AfterAll
    void stop() {
        fleet.close();
    }

    @Test
    @Order(1)
    void one_broken_region_is_partial_two_are_down_and_mended_is_up() {
        Outage.oneBrokenRegionIsPartialTwoAreDownAndMendedIsUp(fleet);
    }

    @Test
    @Order(2)
    void a_broken_file_is_named_with_its_place_and_the_last_good_version_goes_on() throws IOException {
        BadCatalog.aBrokenFileIsNamedAndTheLastGoodVersionGoesOn(fleet);
    }

    @Test
    @Order(3)
    void the_sibling_of_a_killed_agent_takes_over_within_fifteen_seconds() {
        Instant from = Instant.now();
        String killed = AgentKillIT.killAndAwaitTakeOver(fleet, "ap-south", new Random(1), LEASE);
        AgentKillIT.assertHistoryIsWhole(fleet, from, "ap-south");
        fleet.fleet.launchAgent("ap-south", killed).awaitReady(Duration.ofSeconds(60));
    }

    @Test
    @Order(4)
    @Tag("slow")
    void restarted_agents_go_on_with_their_plan_and_new_ones_wait_for_theirs() {
        StoredPlan.restartedAgentsGoOnAndNewOnesWait(fleet);
    }
}
