package dev.outrider.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrider.dev.Child;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** Agents without a coordinator: those that once had a plan go on with it, the others wait and say so. */
final class StoredPlan {
    private StoredPlan() {}

    static void restartedAgentsGoOnAndNewOnesWait(TestFleet fleet) {
        String holder = fleet.holder("browse", "eu-west").orElseThrow();
        fleet.child("coordinator").kill();
        fleet.child(holder).kill();

        long before = fleet.lastRequest();
        fleet.fleet.launchAgent("eu-west", holder).awaitReady(Duration.ofSeconds(60));
        fleet.await(
                "the restarted agent browses on",
                Duration.ofSeconds(30),
                () -> fleet.shopLogSince(before).stream()
                        .anyMatch(request -> "eu-west".equals(request.getString("region"))
                                && "home".equals(request.getString("step"))));

        Child newcomer = fleet.fleet.launchAgent("eu-west", "eu-west-3");
        newcomer.awaitReady(Duration.ofSeconds(60));
        fleet.await(
                "the newcomer says that it waits",
                Duration.ofSeconds(30),
                () -> read(newcomer.log()).contains("waiting for a first plan"));

        fleet.fleet.startCoordinator(Map.of());
        fleet.await(
                "the newcomer is known",
                Duration.ofSeconds(30),
                () ->
                        TestFleet.objects(fleet.http
                                        .get(fleet.fleet.url() + "/api/v1/agents")
                                        .getJsonArray("items"))
                                .stream()
                                .anyMatch(agent -> agent.getString("id").equals("eu-west-3")
                                        && agent.getString("state").equals("live")));
        fleet.await(
                "the newcomer has its plan",
                Duration.ofSeconds(30),
                () -> read(newcomer.log()).contains("plan "));
        assertThat(newcomer.alive()).isTrue();
    }

    private static String read(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException notYet) {
            return "";
        }
    }
}
