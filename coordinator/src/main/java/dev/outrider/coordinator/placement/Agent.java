package dev.outrider.coordinator.placement;

import dev.outrider.fleet.Hello;
import java.time.Instant;

/** An agent as it last said of itself. */
public record Agent(Hello hello, Instant lastHeard, boolean live) {
    public String id() {
        return hello.agent();
    }

    public String region() {
        return hello.region();
    }
}
