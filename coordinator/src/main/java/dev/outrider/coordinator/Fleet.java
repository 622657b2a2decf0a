package dev.outrider.coordinator;

import dev.outrider.coordinator.placement.AgentRoster;
import dev.outrider.fleet.ClusterConfig;
import dev.outrider.fleet.FleetHandler;
import dev.outrider.fleet.FleetServer;
import dev.outrider.fleet.Member;
import java.util.Optional;

/** This coordinator in the cluster, where it must be the only one: one store decides for one fleet. */
final class Fleet implements AutoCloseable {
    private final Member member;
    private final String id;
    private final String store;
    private final FleetServer server;

    private Fleet(Member member, String id, String store, FleetServer server) {
        this.member = member;
        this.id = id;
        this.store = store;
        this.server = server;
    }

    /**
     * Joins and answers agents. Blocks for seconds.
     *
     * @throws CoordinatorException when another coordinator serves this fleet
     * @throws dev.outrider.fleet.FleetException when the cluster cannot be joined
     */
    static Fleet join(CoordinatorConfig config, String id, String store, AgentRoster roster, FleetHandler handler) {
        Member member = Member.join(ClusterConfig.coordinator(
                config.cluster().host(),
                config.cluster().port(),
                config.join().stream().map(Object::toString).toList(),
                id,
                store,
                CoordinatorMain.VERSION));
        try {
            Optional<CoordinatorException> elder = elder(member, id, store);
            if (elder.isPresent()) {
                throw elder.get();
            }
            member.onAgentGone(roster::left);
            return new Fleet(member, id, store, FleetServer.start(member.vertx(), id, handler));
        } catch (RuntimeException failed) {
            member.close();
            throw failed;
        }
    }

    /** Why this one must leave: another serves the fleet, and was there before. */
    Optional<CoordinatorException> elder() {
        return elder(member, id, store);
    }

    /** Clusters that were cut apart may come together again, so this is asked for as long as it runs. */
    private static Optional<CoordinatorException> elder(Member member, String id, String store) {
        return member.coordinators().stream()
                .takeWhile(peer -> !peer.id().equals(id))
                .map(peer -> new CoordinatorException(
                        "the coordinator at %s already serves this fleet, from %s; one fleet has one store: stop that one, or give this one other addresses for --cluster and --join"
                                .formatted(
                                        peer.address(),
                                        peer.store().equals(store)
                                                ? "a copy of this store"
                                                : "another store (%s; this is %s)".formatted(peer.store(), store))))
                .findFirst();
    }

    @Override
    public void close() {
        server.close();
        member.close();
    }
}
