package dev.outrider.fleet;

import com.hazelcast.config.Config;
import com.hazelcast.config.JavaSerializationFilterConfig;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.MultiMapConfig;
import com.hazelcast.config.NetworkConfig;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;

/**
 * How a member of the cluster is found and what it says of itself.
 *
 * @param host address to bind to and to be reached at
 * @param port 0 takes any free one
 * @param join {@code host:port} of coordinators, never of agents
 * @param attributes what the others see: {@code role}, and what belongs to it
 */
public record ClusterConfig(String host, int port, List<String> join, Map<String, String> attributes) {
    static final String ROLE = "role";
    static final String ID = "id";
    static final String STORE = "store";
    static final String VERSION = "version";
    static final String REGION = "region";
    static final String COORDINATOR = "coordinator";
    static final String AGENT = "agent";

    /** The same on every member, or they do not join; few, because nothing large lives in the cluster. */
    private static final String PARTITIONS = "37";

    public ClusterConfig {
        join = List.copyOf(join);
        attributes = Map.copyOf(attributes);
    }

    /**
     * A coordinator's.
     *
     * @param id random at each start; its addresses on the event bus carry it
     * @param join other coordinators
     * @param store id of its store: two stores never serve one fleet
     */
    public static ClusterConfig coordinator(
            String host, int port, List<String> join, String id, String store, String version) {
        return new ClusterConfig(host, port, join, Map.of(ROLE, COORDINATOR, ID, id, STORE, store, VERSION, version));
    }

    /** An agent's: {@code join} are coordinators. */
    public static ClusterConfig agent(
            String host, int port, List<String> join, String id, String region, String version) {
        return new ClusterConfig(
                host, port, join, Map.of(ROLE, AGENT, ID, id, AGENT, id, REGION, region, VERSION, version));
    }

    boolean lite() {
        return AGENT.equals(attributes.get(ROLE));
    }

    Config hazelcast() {
        Config config = new Config();
        config.setClusterName("outrider");
        config.setLiteMember(lite());
        config.setProperties(properties());
        // Not a list of interfaces: that would also strike out every host name in `join` that lies elsewhere.
        config.setProperty("hazelcast.local.localAddress", numeric());
        config.getMemberAttributeConfig().setAttributes(attributes);
        // How Vert.x knows its members when it does not make the instance itself; it must survive a merge.
        config.getMemberAttributeConfig()
                .setAttribute("__vertx.nodeId", UUID.randomUUID().toString());
        config.getMetricsConfig().setEnabled(false);
        config.getJetConfig().setEnabled(false);
        config.getSerializationConfig().setJavaSerializationFilterConfig(serialization());
        // As in vertx-hazelcast's own default-cluster.xml: subscriptions are sets.
        config.addMultiMapConfig(
                new MultiMapConfig("__vertx.subs").setValueCollectionType(MultiMapConfig.ValueCollectionType.SET));
        network(config.getNetworkConfig());
        return config;
    }

    private void network(NetworkConfig network) {
        int chosen = port == 0 ? freePort() : port;
        // As a number: whoever has looked the name up before keeps an old address of it for half a minute.
        network.setPort(chosen).setPortAutoIncrement(false).setPublicAddress(numeric() + ":" + chosen);
        network.setReuseAddress(true);
        JoinConfig joining = network.getJoin();
        joining.getMulticastConfig().setEnabled(false);
        joining.getAutoDetectionConfig().setEnabled(false);
        joining.getTcpIpConfig().setEnabled(true).setConnectionTimeoutSeconds(2).setMembers(join);
    }

    /** A cut is noticed within ten seconds and healed soon after; Hazelcast's defaults take a minute and five. */
    private static Properties properties() {
        Properties properties = new Properties();
        properties.putAll(Map.ofEntries(
                Map.entry("hazelcast.heartbeat.interval.seconds", "2"),
                Map.entry("hazelcast.max.no.heartbeat.seconds", "10"),
                Map.entry("hazelcast.merge.first.run.delay.seconds", "5"),
                Map.entry("hazelcast.merge.next.run.delay.seconds", "5"),
                Map.entry("hazelcast.wait.seconds.before.join", "0"),
                Map.entry("hazelcast.max.join.seconds", "10"),
                Map.entry("hazelcast.graceful.shutdown.max.wait", "3"),
                Map.entry("hazelcast.partition.count", PARTITIONS),
                Map.entry("hazelcast.socket.bind.any", "false"),
                Map.entry("hazelcast.phone.home.enabled", "false"),
                Map.entry("hazelcast.shutdownhook.enabled", "false"),
                Map.entry("hazelcast.health.monitoring.level", "OFF"),
                Map.entry("hazelcast.logging.type", "slf4j"),
                Map.entry("hazelcast.operation.thread.count", "2"),
                Map.entry("hazelcast.operation.generic.thread.count", "2"),
                Map.entry("hazelcast.io.thread.count", "1"),
                Map.entry("hazelcast.event.thread.count", "1")));
        return properties;
    }

    /** Whoever reaches the port could otherwise send any class that lies on the class path. */
    private static JavaSerializationFilterConfig serialization() {
        JavaSerializationFilterConfig filter = new JavaSerializationFilterConfig();
        filter.getWhitelist().addPrefixes("java.", "com.hazelcast.", "io.vertx.", "[");
        return filter;
    }

    private String numeric() {
        InetSocketAddress address = new InetSocketAddress(host, 0);
        InetAddress resolved = address.getAddress();
        if (resolved == null) {
            throw new FleetException("the cluster address '" + host + "' cannot be resolved: give one of this machine");
        }
        return resolved.getHostAddress();
    }

    private int freePort() {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(host, 0));
            return socket.getLocalPort();
        } catch (java.io.IOException taken) {
            throw new FleetException("no free port on '" + host + "': give an address of this machine", taken);
        }
    }
}
