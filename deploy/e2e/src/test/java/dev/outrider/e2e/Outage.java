package dev.outrider.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrider.dev.ShopFaults.Break;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A step breaks in one region, in two, and is mended. */
final class Outage {
    /** 2·I for two slots, the run itself, and five seconds to hear of it. */
    private static final Duration LIMIT = TestFleet.INTERVAL.multipliedBy(2).plusSeconds(3 + 5);

    private Outage() {}

    static void oneBrokenRegionIsPartialTwoAreDownAndMendedIsUp(TestFleet fleet) {
        fleet.forgetEvents();

        fleet.faults.apply(new Break("pay", Optional.of("eu-west")));
        assertThat(fleet.awaitWorld("checkout", "partial", LIMIT.plusSeconds(5)))
                .isLessThan(LIMIT);

        Instant second = Instant.now();
        fleet.faults.apply(new Break("pay", Optional.of("us-east")));
        assertThat(fleet.awaitWorld("checkout", "down", LIMIT.plusSeconds(5))).isLessThan(LIMIT);
        assertDownIsDatedBackToTheFirstFailingSlot(fleet, second);
        assertTheRunTellsWhy(fleet);

        fleet.faults.clear();
        fleet.awaitWorld("checkout", "up", LIMIT.plusSeconds(10));
        assertThat(withoutRepeats(fleet.worldTransitions("checkout")))
                .as("no false state on the way")
                .isIn(List.of("partial", "down", "partial", "up"), List.of("partial", "down", "up"));
        assertThat(fleet.worldTransitions("browse"))
                .as("the journey that does not pay")
                .isEmpty();
    }

    private static void assertDownIsDatedBackToTheFirstFailingSlot(TestFleet fleet, Instant second) {
        Instant since = Instant.parse(fleet.journey("checkout").getString("since"));
        Instant firstFailing = fleet.runs("checkout", "us-east").stream()
                .filter(run -> run.getString("outcome").equals("fail"))
                .map(run -> Instant.parse(run.getString("slot")))
                .min(Instant::compareTo)
                .orElseThrow();
        assertThat(since).isEqualTo(firstFailing).isAfter(second.minus(TestFleet.INTERVAL));
    }

    private static void assertTheRunTellsWhy(TestFleet fleet) {
        JsonObject failed = fleet.runs("checkout", "us-east").stream()
                .filter(run -> run.getString("outcome").equals("fail"))
                .findFirst()
                .orElseThrow();
        assertThat(failed.getString("failedStep")).containsIgnoringCase("pay");
        JsonObject run = fleet.run(failed.getString("id"));
        assertThat(run.encode()).contains("502").contains("checkout.journey.yaml");
        assertThat(run.getJsonArray("steps").size()).isGreaterThan(5);
    }

    private static List<String> withoutRepeats(List<String> states) {
        return java.util.stream.IntStream.range(0, states.size())
                .filter(i -> i == 0 || !states.get(i).equals(states.get(i - 1)))
                .mapToObj(states::get)
                .toList();
    }
}
