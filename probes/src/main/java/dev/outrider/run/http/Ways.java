package dev.outrider.run.http;

import dev.outrider.result.Outcome.Trouble;
import dev.outrider.script.Reach;
import dev.outrider.script.SecretRef;
import java.net.InetAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * How one run reaches its targets.
 *
 * @param reach as its environment says
 * @param secrets where certificates, keys and passwords are found when they are needed
 * @param clock the right time: certificates expire by it
 */
public record Ways(Reach reach, Lookup secrets, InstantSource clock) {
    /** Finds secrets. */
    @FunctionalInterface
    public interface Lookup {
        /**
         * The value of a secret.
         *
         * @param what it is, as a sentence begins: {@code the proxy's password is}
         * @throws Prevented when it is not there
         */
        String value(String what, SecretRef reference);
    }

    /** Directly, as the name servers say. */
    static Ways plain() {
        Lookup none = (what, reference) -> {
            throw new Prevented(Trouble.SECRET, "there are no secrets here; " + what + " " + reference.text());
        };
        return new Ways(Reach.PLAIN, none, InstantSource.system());
    }

    /** The addresses that a host is pinned to; empty where name servers decide. */
    List<InetAddress> pinned(String host, int port) {
        return reach.host(host, port).resolve().stream()
                .map(InetAddress::ofLiteral)
                .toList();
    }

    /** The version of IP for a host, where one was chosen. */
    Optional<Integer> ip(String host, int port) {
        return reach.ip(reach.host(host, port));
    }

    /** The proxy on the way to a host. */
    Optional<Via> proxy(String host, int port) {
        return reach.host(host, port).direct()
                ? Optional.empty()
                : reach.proxy().map(this::via);
    }

    private Via via(Reach.Proxy proxy) {
        int colon = proxy.address().lastIndexOf(':');
        String password = proxy.password()
                .map(reference -> secrets.value("the proxy's password is", reference))
                .orElse("");
        return new Via(
                proxy.address().substring(0, colon).replaceAll("[\\[\\]]", ""),
                Integer.parseInt(proxy.address().substring(colon + 1)),
                proxy.user().map(user -> user + ":" + password));
    }

    /** What a host is asked for in TLS, and must prove. */
    String name(String host, int port) {
        return reach.host(host, port).name().orElse(host);
    }

    Papers papers(String host, int port) {
        Reach.Host way = reach.host(host, port);
        return new Papers(
                way.authorities().map(reference -> secrets.value("the authorities of " + host + " are", reference)),
                way.certificate()
                        .map(reference -> secrets.value("the client certificate for " + host + " is", reference)),
                way.key()
                        .map(reference ->
                                secrets.value("the key of the client certificate for " + host + " is", reference)));
    }

    Instant now() {
        return clock.instant();
    }
}
