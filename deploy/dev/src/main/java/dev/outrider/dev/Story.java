package dev.outrider.dev;

import dev.outrider.dev.ShopFaults.Break;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** One bad quarter of an hour of a shop, in three minutes, narrated. */
final class Story {
    private static final String JOURNEY = "checkout";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final LocalFleet fleet;
    private final ShopFaults faults;
    private final Screen screen;

    Story(LocalFleet fleet, ShopFaults faults, Screen screen) {
        this.fleet = fleet;
        this.faults = faults;
        this.screen = screen;
    }

    void play() {
        tell("All regions buy. Now payment breaks for the customers of eu-west.");
        faults.apply(new Break("pay", Optional.of("eu-west")));
        expect("partial", "One region of three says no: partial. Nobody is woken for the whole world.");

        tell("Payment breaks in us-east as well.");
        faults.apply(new Break("pay", Optional.of("us-east")));
        expect("down", "Two of three: the world is down, dated back to the first slot that failed there.");

        tell("The payment team mends it.");
        faults.clear();
        expect("up", "Two good runs in a row in each region: up.");

        killAgent();
        killCoordinator();
        tell("The story is over; the fleet goes on until Ctrl-C.");
    }

    private void killAgent() {
        Child agent = fleet.child("ap-south-1");
        tell(
                "An agent dies (kill -9 of ap-south-1). Its sibling takes over: what only reads at once; checkout, which orders,");
        tell("when the dead agent's lease of two minutes is over, for it might only be cut off. Until then: no data.");
        agent.kill();
        pause(Duration.ofSeconds(20));
        tell("It comes back.");
        fleet.launchAgent("ap-south", "ap-south-1").awaitReady(PATIENCE);
    }

    private void killCoordinator() {
        tell("The coordinator dies (kill -9). Agents go on, and keep what they find on their disks.");
        fleet.child("coordinator").kill();
        pause(Duration.ofSeconds(20));
        fleet.startCoordinator(Map.of());
        tell("It is back; the agents hand over the slots of the gap, and history has no hole.");
        pause(Duration.ofSeconds(15));
    }

    private void expect(String state, String meaning) {
        if (screen.awaitState(JOURNEY, state, PATIENCE)) {
            tell(meaning);
        } else {
            tell("%s did not become %s within %d s: that is a bug, see the logs."
                    .formatted(JOURNEY, state, PATIENCE.toSeconds()));
        }
    }

    private void tell(String words) {
        screen.say("── " + words);
    }

    /** Gives the reader, and the fleet, time. */
    private static void pause(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
