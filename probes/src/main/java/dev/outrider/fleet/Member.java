package dev.outrider.fleet;

import com.hazelcast.cluster.Address;
import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** This process in the cluster: a Hazelcast instance and a clustered Vert.x on it. No truth lives in either. */
public final class Member implements AutoCloseable {
    private static final long LONGEST_SECONDS = 30;
    /** Well within the ten seconds that containers are given to end by default: a farewell to members that are gone takes longer. */
    private static final int LEAVING_SECONDS = 4;

    private final HazelcastInstance hazelcast;
    private final Vertx vertx;

    private Member(HazelcastInstance hazelcast, Vertx vertx) {
        this.hazelcast = hazelcast;
        this.vertx = vertx;
    }

    /**
     * Another member, as it describes itself.
     *
     * @param address {@code host:port}
     */
    public record Peer(String address, Map<String, String> attributes) {
        boolean is(String role) {
            return role.equals(attributes.get(ClusterConfig.ROLE));
        }

        /** Empty when it does not say. */
        public String id() {
            return attributes.getOrDefault(ClusterConfig.ID, "");
        }

        /** Empty when it does not say. */
        public String store() {
            return attributes.getOrDefault(ClusterConfig.STORE, "");
        }
    }

    /** Joins, or starts the cluster; blocks for seconds. Throws {@link FleetException}. */
    public static Member join(ClusterConfig config) {
        HazelcastInstance hazelcast;
        try {
            hazelcast = Hazelcast.newHazelcastInstance(config.hazelcast());
        } catch (RuntimeException failed) {
            throw new FleetException("could not join the cluster from " + config.host() + ":" + config.port(), failed);
        }
        try {
            if (config.lite() && coordinators(hazelcast).isEmpty()) {
                throw new FleetException("no coordinator at " + String.join(", ", config.join()));
            }
            return new Member(hazelcast, clustered(config, hazelcast));
        } catch (RuntimeException | TimeoutException failed) {
            hazelcast.getLifecycleService().terminate();
            throw failed instanceof FleetException known
                    ? known
                    : new FleetException("could not put the event bus on the cluster", failed);
        }
    }

    /** Its event bus is the fleet's. */
    public Vertx vertx() {
        return vertx;
    }

    /** Coordinators in the cluster, this one too if it is one, oldest first; none when this member has left. */
    public List<Peer> coordinators() {
        try {
            return coordinators(hazelcast);
        } catch (HazelcastInstanceNotActiveException left) {
            return List.of();
        }
    }

    /** Tells the id of each agent whose connection has ended; it may be back at any time. */
    public void onAgentGone(Consumer<String> listener) {
        hazelcast.getCluster().addMembershipListener(new MembershipListener() {
            @Override
            public void memberAdded(MembershipEvent event) {}

            @Override
            public void memberRemoved(MembershipEvent event) {
                Peer peer = new Peer(
                        text(event.getMember().getAddress()), event.getMember().getAttributes());
                if (peer.is(ClusterConfig.AGENT)) {
                    listener.accept(peer.id());
                }
            }
        });
    }

    /** Leaves at once; what was under way fails. */
    @Override
    public void close() {
        try {
            vertx.close().await(LEAVING_SECONDS, TimeUnit.SECONDS);
        } catch (RuntimeException | TimeoutException alreadyGone) {
            // The cluster that it wants to say farewell to may be what is broken.
        } finally {
            hazelcast.getLifecycleService().terminate();
        }
    }

    private static Vertx clustered(ClusterConfig config, HazelcastInstance hazelcast) throws TimeoutException {
        EventBusOptions bus = new EventBusOptions().setHost(config.host()).setClusterPublicHost(config.host());
        VertxOptions options = new VertxOptions()
                .setEventBusOptions(bus)
                .setEventLoopPoolSize(1)
                .setInternalBlockingPoolSize(2)
                .setWorkerPoolSize(2);
        return Vertx.builder()
                .with(options)
                .withClusterManager(new HazelcastClusterManager(hazelcast))
                .buildClustered()
                .await(LONGEST_SECONDS, TimeUnit.SECONDS);
    }

    private static List<Peer> coordinators(HazelcastInstance hazelcast) {
        return hazelcast.getCluster().getMembers().stream()
                .map(member -> new Peer(text(member.getAddress()), attributes(member)))
                .filter(peer -> peer.is(ClusterConfig.COORDINATOR))
                .toList();
    }

    /** Without those of Vert.x. */
    private static Map<String, String> attributes(com.hazelcast.cluster.Member member) {
        Map<String, String> attributes = new HashMap<>(member.getAttributes());
        attributes.keySet().removeIf(name -> name.startsWith("__"));
        return attributes;
    }

    private static String text(Address address) {
        return address.getHost() + ":" + address.getPort();
    }
}
