package dev.outrider.run.http;

import dev.outrider.result.Outcome.Fault;
import dev.outrider.result.Outcome.Trouble;
import dev.outrider.run.http.Dialer.Resolved;
import io.netty.channel.EventLoop;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Finds the addresses of hosts, and gives away only those that may be asked. */
final class Directory {
    private final Names names;
    private final Targets targets;
    private final Ways ways;

    Directory(Names names, Targets targets, Ways ways) {
        this.names = names;
        this.targets = targets;
        this.ways = ways;
    }

    /** @throws Prevented when none of its addresses may be asked */
    Resolved resolve(EventLoop loop, String host, int port, Deadline deadline) throws InterruptedException {
        List<InetAddress> pinned = ways.pinned(host, port);
        if (!pinned.isEmpty()) {
            return new Resolved.Addresses(permitted(host, pinned), Phases.NONE);
        }
        Optional<InetAddress> literal = Literal.of(host);
        if (literal.isPresent()) {
            return new Resolved.Addresses(permitted(host, List.of(literal.get())), Phases.NONE);
        }
        return switch (looked(loop, host, ways.ip(host, port), deadline)) {
            case Resolved.Unknown unknown -> unknown;
            case Resolved.Addresses(List<InetAddress> found, Phases phases) ->
                new Resolved.Addresses(permitted(host, found), phases);
        };
    }

    /**
     * The proxy on the way to a host, where there is one. A name is resolved by it, by whose rules it is then asked; an address
     * we can judge.
     *
     * @throws Prevented when the address must not be asked
     */
    Optional<Via> proxy(String host, int port) {
        Optional<Via> via = ways.proxy(host, port);
        if (via.isPresent()) {
            Literal.of(host).ifPresent(address -> permitted(host, List.of(address)));
        }
        return via;
    }

    private List<InetAddress> permitted(String host, List<InetAddress> found) {
        return switch (targets.judge(host, found)) {
            case Targets.Judged.Permitted(List<InetAddress> addresses) -> addresses;
            case Targets.Judged.Refused(Targets.Refusal refusal) ->
                throw new Prevented(Trouble.POLICY, refusal.sentence());
        };
    }

    private Resolved looked(EventLoop loop, String host, Optional<Integer> ip, Deadline deadline)
            throws InterruptedException {
        long began = System.nanoTime();
        CompletableFuture<Resolved> resolved = names.look(loop, host, ip)
                .thenApply(looked -> resolved(looked, host, ip, resolving(System.nanoTime() - began)));
        Phases all = resolving(deadline.left());
        return Waiting.until(deadline, resolved)
                .orElse(new Resolved.Unknown(
                        Fault.TIMEOUT, "the name " + host + " was not resolved within " + deadline.limit(), all));
    }

    private static Resolved resolved(Names.Looked looked, String host, Optional<Integer> ip, Phases phases) {
        if (looked.failed().isEmpty()) {
            return new Resolved.Addresses(looked.addresses(), phases);
        }
        String detail = Faults.resolving(looked.failed().get(), host);
        String version = ip.map(chosen -> ", asked for IPv" + chosen + " alone").orElse("");
        return new Resolved.Unknown(Fault.RESOLVE, detail + version, phases);
    }

    private static Phases resolving(long nanos) {
        return new Phases(nanos, 0, 0, 0, 0, 0, 0);
    }
}
