package dev.outrider.coordinator;

import dev.outrider.coordinator.catalog.Catalog;
import dev.outrider.coordinator.ingest.Ingest;
import dev.outrider.coordinator.placement.AgentRoster;
import dev.outrider.coordinator.placement.Placement;
import dev.outrider.coordinator.store.StoreException;
import dev.outrider.fleet.Ack;
import dev.outrider.fleet.Batch;
import dev.outrider.fleet.Bundle;
import dev.outrider.fleet.FleetException;
import dev.outrider.fleet.FleetHandler;
import dev.outrider.fleet.Hello;
import dev.outrider.fleet.Refused;
import dev.outrider.fleet.Signed;
import dev.outrider.fleet.Welcome;
import java.util.Map;
import java.util.Optional;

/** Where agents are answered: each message goes to the part that knows. */
record FleetDesk(String coordinator, Catalog catalog, AgentRoster roster, Placement placement, Ingest ingest)
        implements FleetHandler {
    @Override
    public Welcome hello(Hello hello, Signed by) {
        boolean expected = catalog.regions().contains(hello.region());
        // One that holds a plan of ours is answered: it must hear that there is nothing to run any more.
        if (!expected && hello.store().isEmpty()) {
            throw new Refused(
                    "the region '%s' is not expected here; give the agent one of %s with --region, or add it to the coordinator's --regions"
                            .formatted(hello.region(), String.join(", ", catalog.regions())));
        }
        return placement.hello(hello, coordinator);
    }

    @Override
    public Optional<Bundle> bundle(String digest) {
        return catalog.bundle(digest);
    }

    @Override
    public Ack deliver(Batch batch, Map<String, String> unreadable, Signed by) {
        roster.delivered(batch.agent());
        try {
            return ingest.deliver(batch, unreadable, by);
        } catch (StoreException failed) {
            throw new FleetException("the coordinator " + failed.getMessage(), failed);
        }
    }
}
