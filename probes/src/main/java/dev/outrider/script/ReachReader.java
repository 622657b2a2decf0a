package dev.outrider.script;

import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads how targets are reached: {@code ip}, {@code proxy} and {@code hosts} of an environment or of a region. */
final class ReachReader {
    private static final String HOST = "(\\*\\.)?([A-Za-z0-9_-]+\\.)*[A-Za-z0-9_-]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*";
    private static final String ADDRESS = "((" + HOST + ")|\\[[0-9A-Fa-f:.]+]):[0-9]{1,5}";

    private final Problems problems;

    ReachReader(Problems problems) {
        this.problems = problems;
    }

    Reach read(Fields fields) {
        Map<String, Reach.Host> hosts = new LinkedHashMap<>();
        for (Node.Entry entry : fields.members("hosts")) {
            Node.Scalar key = entry.key();
            boolean withPort = key.text().matches(ADDRESS);
            if (!key.text().matches(HOST) && !(withPort && AddressRules.isPort(key.text()))) {
                problems.error(
                        key.place(),
                        "'" + key.text() + "' is no host",
                        withPort
                                ? "ports go from 1 to 65535"
                                : "write shop.example.com, shop.example.com:8443 or '*.example.com'");
            }
            hosts.put(
                    key.text().toLowerCase(Locale.ROOT),
                    host(Fields.of(entry.value(), Lang.shape("host"), key.place(), problems)));
        }
        return new Reach(ip(fields), fields.object("proxy", problems).flatMap(this::proxy), hosts);
    }

    private Optional<Reach.Proxy> proxy(Fields fields) {
        fields.scalar("address")
                .filter(address -> !address.text().matches(ADDRESS) || !AddressRules.isPort(address.text()))
                .ifPresent(address -> problems.error(
                        address.place(),
                        "'" + address.text() + "' is no address of a proxy",
                        "it is host:port, for example proxy.example.com:3128"));
        if (fields.has("password") && !fields.has("user")) {
            problems.error(fields.place("password"), "a password without a user", "add 'user: ...'");
        }
        return fields.text("address")
                .map(address -> new Reach.Proxy(address, fields.text("user"), secret(fields, "password")));
    }

    private Reach.Host host(Fields fields) {
        fields.scalars("resolve").forEach(this::insistAddress);
        ip(fields)
                .ifPresent(version -> fields.scalars("resolve").stream()
                        .filter(address -> isAddress(address.text().strip()) && version(address) != version)
                        .findFirst()
                        .ifPresent(address -> problems.error(
                                address.place(),
                                "this address is not of 'ip: %d'".formatted(version),
                                "leave 'ip' away: a pinned host is asked at its addresses")));
        for (String pair : List.of("certificate", "key")) {
            String other = pair.equals("key") ? "certificate" : "key";
            if (fields.has(pair) && !fields.has(other)) {
                problems.error(
                        fields.place(pair),
                        "a client shows itself by 'certificate' and 'key'",
                        "add '" + other + ": file:...'");
            }
        }
        return new Reach.Host(
                fields.texts("resolve").stream().map(String::strip).toList(),
                ip(fields),
                fields.isTrue("direct") || fields.has("resolve"),
                fields.text("name"),
                secret(fields, "ca"),
                secret(fields, "certificate"),
                secret(fields, "key"));
    }

    private void insistAddress(Node.Scalar address) {
        String text = address.text().strip();
        if (!isAddress(text)) {
            problems.error(
                    address.place(), "'" + text + "' is no address", "a host is pinned to 203.0.113.7 or 2001:db8::7");
        }
    }

    private static int version(Node.Scalar address) {
        return address.text().contains(":") ? 6 : 4;
    }

    private static boolean isAddress(String text) {
        try {
            return InetAddress.ofLiteral(text) != null
                    && text.matches("([0-9]+\\.){3}[0-9]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
        } catch (IllegalArgumentException none) {
            return false;
        }
    }

    private Optional<Integer> ip(Fields fields) {
        Optional<Integer> version = fields.count("ip");
        if (version.filter(each -> each != 4 && each != 6).isPresent()) {
            problems.error(
                    fields.valuePlace("ip"),
                    "'ip' is 4 or 6",
                    "without it IPv4 is asked, and IPv6 where there is no IPv4");
        }
        return version;
    }

    private Optional<SecretRef> secret(Fields fields, String key) {
        return fields.scalar(key).flatMap(value -> References.read(key, value, problems));
    }
}
