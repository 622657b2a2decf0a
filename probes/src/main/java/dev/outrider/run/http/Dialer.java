package dev.outrider.run.http;

import dev.outrider.result.Outcome.Fault;
import dev.outrider.result.Outcome.Trouble;
import dev.outrider.run.http.Dial.Dialed;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.util.NetUtil;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.X509ExtendedTrustManager;

/** Resolves names and opens connections, on the event loops of one Vert.x. One a process. */
public final class Dialer {
    private static final int NO_PORT = -1;

    private final VertxInternal vertx;
    private final Tls tls;
    private final Targets targets;
    private final Ways ways;
    private final Names names;
    private final Budget budget;

    /**
     * One that may ask any address.
     *
     * @param authorities a PEM file of certificates that are trusted beside the system's, or a folder of such files
     */
    public Dialer(Vertx vertx, Optional<Path> authorities) {
        this((VertxInternal) vertx, new Tls(authorities), Targets.any(), Ways.plain(), Budget.ofHeap());
    }

    private Dialer(VertxInternal vertx, Tls tls, Targets targets, Ways ways, Budget budget) {
        this.budget = budget;
        this.vertx = vertx;
        this.tls = tls;
        this.targets = targets;
        this.ways = ways;
        this.names = new Names(vertx);
    }

    /** The same, which asks only these. */
    public Dialer towards(Targets others) {
        return new Dialer(vertx, tls, others, ways, budget);
    }

    /** The same, which reaches targets in these ways. */
    public Dialer by(Ways others) {
        return new Dialer(vertx, tls, targets, others, budget);
    }

    /** The same, whose customers hold bodies within this. */
    public Dialer within(Budget other) {
        return new Dialer(vertx, tls, targets, ways, other);
    }

    /** Within which bodies are held. */
    public Budget budget() {
        return budget;
    }

    /** The line of a new customer: nothing is resolved, nothing connected. */
    public Line line() {
        return line(Kept.LIMIT);
    }

    /**
     * The same, on which so much is kept of every body.
     *
     * @param kept of a decoded body, in bytes
     */
    public Line line(int kept) {
        return line(kept, Sightings.NONE);
    }

    /** The same, while somebody watches. */
    public Line line(int kept, Sightings sightings) {
        return new Network(this, kept, Speech.AGREED, sightings);
    }

    /** A line on which HTTP/2 is spoken and nothing else, without TLS by prior knowledge. */
    public Line http2() {
        return new Network(this, Kept.LIMIT, Speech.HTTP2, Sightings.NONE);
    }

    /**
     * Opens a WebSocket.
     *
     * @param url with http for ws, https for wss
     * @param headers of the request that opens it
     * @param protocols that are offered, joined by commas; none when empty
     * @throws IllegalArgumentException when a header cannot be sent
     */
    public WebSocket.Opened webSocket(Url url, Headers headers, String protocols, Deadline deadline)
            throws InterruptedException {
        Share share = budget.share();
        return new Opening(this, url, new Conversation(url, headers, protocols, share), share, deadline).opened();
    }

    EventLoop nextLoop() {
        return vertx.nettyEventLoopGroup().next();
    }

    /** What a name stands for; the time it took counts as {@code resolve}. */
    public sealed interface Resolved {
        Phases phases();

        record Addresses(List<InetAddress> addresses, Phases phases) implements Resolved {}

        record Unknown(Fault fault, String detail, Phases phases) implements Resolved {}
    }

    /**
     * Looks a host up for something else than HTTP; what comes back may be connected to.
     *
     * @throws Prevented when none of its addresses may be asked
     */
    public Resolved resolve(String host, Deadline deadline) throws InterruptedException {
        return resolve(host, NO_PORT, deadline);
    }

    /** The same, for a port of it: an environment may pin that alone. */
    public Resolved resolve(String host, int port, Deadline deadline) throws InterruptedException {
        return resolve(nextLoop(), host, port, deadline);
    }

    /** Who is trusted at a host; that it is the host is checked too. */
    public X509ExtendedTrustManager trusted(String host, int port) {
        return tls.trusted(host, ways.papers(host, port));
    }

    Ways ways() {
        return ways;
    }

    /**
     * Where a connection to an origin leads.
     *
     * @throws Prevented when the way there cannot be taken
     */
    Door door(Origin origin, Speech speech) {
        String host = origin.bareHost();
        Optional<Via> via = proxy(host, origin.port());
        Optional<Tls.Secure> secure = origin.secure()
                ? Optional.of(tls.secure(speech, host, ways.papers(host, origin.port()), ways.now()))
                : Optional.empty();
        return new Door(origin, ways.name(host, origin.port()), speech, secure, via);
    }

    /**
     * The proxy on the way to a host; empty where there is none.
     *
     * @throws Prevented when the host must not be asked
     */
    public Optional<Via> proxy(String host, int port) {
        Optional<Via> via = ways.proxy(host, port);
        if (via.isPresent()) {
            // A name is resolved by the proxy, by whose rules it is then asked; an address we can judge.
            Literal.of(host).ifPresent(address -> permitted(host, List.of(address)));
        }
        return via;
    }

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

    /** Tries the addresses in turn; the time of those that did not answer counts as {@code connect} too. */
    Dialed dial(EventLoop loop, Door door, List<InetAddress> addresses, Sightings sightings, Deadline deadline)
            throws InterruptedException {
        Phases spent = Phases.NONE;
        Dialed dialed = new Dialed.NotConnected(Fault.RESOLVE, "the name has no address", spent);
        for (int i = 0; i < addresses.size() && !deadline.passed(); i++) {
            long share = deadline.left() / (addresses.size() - i);
            Deadline part = new Deadline(System.nanoTime() + share, deadline.limit());
            dialed = one(loop, door, addresses.get(i), sightings, part);
            switch (dialed) {
                case Dialed.Connected(Connection connection, Phases phases) -> {
                    return new Dialed.Connected(connection, spent.plus(phases));
                }
                case Dialed.NotConnected(Fault fault, String detail, Phases phases) -> {
                    spent = spent.plus(phases);
                    dialed = new Dialed.NotConnected(fault, detail, spent);
                }
                case Dialed.Untold(Trouble trouble, String detail, Phases phases) -> {
                    spent = spent.plus(phases);
                    dialed = new Dialed.Untold(trouble, detail, spent);
                }
            }
        }
        return dialed;
    }

    private Dialed one(EventLoop loop, Door door, InetAddress ip, Sightings sightings, Deadline deadline)
            throws InterruptedException {
        InetSocketAddress remote = new InetSocketAddress(ip, door.port());
        String name = NetUtil.toSocketAddressString(remote);
        Dial dial = new Dial(name, door, sightings);
        Channel channel = bootstrap(loop)
                .handler(door.pipeline(remote, dial))
                .connect(door.end(remote))
                .addListener(connected -> {
                    if (!connected.isSuccess()) {
                        dial.unreachable(connected.cause());
                    }
                })
                .channel();
        try {
            Optional<Dialed> dialed = Waiting.until(deadline, dial.dialed());
            if (dialed.isPresent()) {
                return dialed.get();
            }
        } catch (InterruptedException stopped) {
            Closing.close(channel);
            throw stopped;
        }
        loop.execute(() -> {
            dial.expired(deadline.limit());
            Closing.close(channel);
        });
        return Waiting.until(Deadline.in(Waiting.GRACE), dial.dialed())
                .orElse(new Dialed.NotConnected(Fault.TIMEOUT, "no connection to " + name, Phases.NONE));
    }

    private Bootstrap bootstrap(EventLoop loop) {
        return new Bootstrap()
                .disableResolver()
                .group(loop)
                .channelFactory(vertx.transport().channelFactory(false))
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 0);
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
