package dev.outrider.script;

import dev.outrider.expr.Values;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How targets are reached, as an environment says it.
 *
 * @param ip the version of IP, 4 or 6, where a name has both
 * @param proxy by which they are reached
 * @param hosts what is particular to a host: by name and port, by name, or by the domain above it ({@code *.example.com})
 */
public record Reach(Optional<Integer> ip, Optional<Proxy> proxy, Map<String, Host> hosts) {
    /** Directly, as the name servers say. */
    public static final Reach PLAIN = new Reach(Optional.empty(), Optional.empty(), Map.of());

    public Reach {
        hosts = Map.copyOf(hosts);
    }

    /**
     * A proxy that speaks HTTP.
     *
     * @param address {@code host:port}
     * @param user that it asks for
     */
    public record Proxy(String address, Optional<String> user, Optional<SecretRef> password) {}

    /**
     * What is particular to a host.
     *
     * @param resolve its addresses, whatever name servers say
     * @param direct whether it is reached without the proxy
     * @param name that it is asked for and must prove in TLS, where that is not the host
     * @param authorities certificates (PEM) that are trusted beside the agent's own
     * @param certificate by which we show ourselves (PEM), with what leads to its authority
     * @param key of that certificate (PEM)
     */
    public record Host(
            List<String> resolve,
            Optional<Integer> ip,
            boolean direct,
            Optional<String> name,
            Optional<SecretRef> authorities,
            Optional<SecretRef> certificate,
            Optional<SecretRef> key) {
        /** Like any other. */
        public static final Host PLAIN = new Host(
                List.of(),
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());

        public Host {
            resolve = List.copyOf(resolve);
        }

        private Host withIp(int version) {
            List<String> fitting = resolve.stream()
                    .filter(address -> address.contains(":") == (version == 6))
                    .toList();
            return new Host(
                    fitting.isEmpty() ? resolve : fitting,
                    ip.map(other -> version),
                    direct,
                    name,
                    authorities,
                    certificate,
                    key);
        }

        /** Pinned to these addresses. */
        public Host at(List<String> addresses) {
            return new Host(addresses, ip, true, name, authorities, certificate, key);
        }
    }

    /** What is known of a host, by the most particular entry alone. */
    public Host host(String host, int port) {
        Host exact = hosts.getOrDefault(host + ":" + port, hosts.get(host));
        for (String domain = host; exact == null && domain.indexOf('.') >= 0; ) {
            domain = domain.substring(domain.indexOf('.') + 1);
            exact = hosts.get("*." + domain);
        }
        return exact == null ? Host.PLAIN : exact;
    }

    /** The version of IP for a host. */
    public Optional<Integer> ip(Host host) {
        return host.ip.or(() -> ip);
    }

    /** With what another says instead. */
    Reach with(Reach other) {
        Map<String, Host> all = new LinkedHashMap<>(hosts);
        all.putAll(other.hosts);
        return new Reach(other.ip.or(() -> ip), other.proxy.or(() -> proxy), all);
    }

    /** Another version of IP, also for hosts that had one of their own. */
    public Reach withIp(int version) {
        Map<String, Host> all = new LinkedHashMap<>();
        hosts.forEach((name, host) -> all.put(name, host.withIp(version)));
        return new Reach(Optional.of(version), proxy, all);
    }

    /** The hosts that are pinned, and to no address of this version of IP. */
    public Map<String, List<String>> pinnedBeside(int version) {
        Map<String, List<String>> beside = new TreeMap<>();
        hosts.forEach((name, host) -> {
            if (!host.resolve.isEmpty()
                    && host.resolve.stream().noneMatch(address -> address.contains(":") == (version == 6))) {
                beside.put(name, host.resolve);
            }
        });
        return beside;
    }

    /** With a host pinned to addresses. */
    public Reach with(String host, List<String> addresses) {
        Map<String, Host> all = new LinkedHashMap<>(hosts);
        all.put(host, hosts.getOrDefault(host, Host.PLAIN).at(addresses));
        return new Reach(ip, proxy, all);
    }

    /** As it stands in an environment's file, in one way only. */
    void write(StringBuilder yaml, String indent) {
        ip.ifPresent(version -> yaml.append(indent + "ip: " + version + "\n"));
        proxy.ifPresent(to -> {
            yaml.append(indent + "proxy:\n");
            text(yaml, indent, "address", Optional.of(to.address));
            text(yaml, indent, "user", to.user);
            text(yaml, indent, "password", to.password.map(SecretRef::text));
        });
        if (!hosts.isEmpty()) {
            yaml.append(indent + "hosts:\n");
            new TreeMap<>(hosts).forEach((name, host) -> {
                yaml.append(indent + "  " + Values.toJson(name) + ":\n");
                write(yaml, indent + "  ", host);
            });
        }
    }

    private static void write(StringBuilder yaml, String indent, Host host) {
        if (!host.resolve.isEmpty()) {
            yaml.append(indent + "  resolve: " + Values.toJson(host.resolve) + "\n");
        }
        host.ip.ifPresent(version -> yaml.append(indent + "  ip: " + version + "\n"));
        yaml.append(indent + "  direct: " + host.direct + "\n");
        text(yaml, indent, "name", host.name);
        text(yaml, indent, "ca", host.authorities.map(SecretRef::text));
        text(yaml, indent, "certificate", host.certificate.map(SecretRef::text));
        text(yaml, indent, "key", host.key.map(SecretRef::text));
    }

    private static void text(StringBuilder yaml, String indent, String key, Optional<String> value) {
        value.ifPresent(text -> yaml.append(indent + "  " + key + ": " + Values.toJson(text) + "\n"));
    }
}
