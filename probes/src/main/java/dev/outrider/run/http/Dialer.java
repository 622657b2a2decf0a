package dev.outrider.run.http;

import dev.outrider.result.Outcome.Fault;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.X509ExtendedTrustManager;

/** Resolves names and opens connections, on the event loops of one Vert.x. One a process. */
public final class Dialer {
    private static final int NO_PORT = -1;

    private final VertxInternal vertx;
    private final Tls tls;
    private final Targets targets;
    private final Ways ways;
    private final Names names;
    private final Directory directory;
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
        this.directory = new Directory(names, targets, ways);
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

    /** By what we show ourselves there, where we do. */
    public Optional<Identity> identity(String host, int port) {
        return tls.identity(host, ways.papers(host, port), ways.now());
    }

    /** What a host is asked for in TLS, and must prove. */
    public String name(String host, int port) {
        return ways.name(host, port);
    }

    /**
     * The proxy on the way to a host, where there is one.
     *
     * @throws Prevented when the host is an address that must not be asked
     */
    public Optional<Via> proxy(String host, int port) {
        return directory.proxy(host, port);
    }

    Ways ways() {
        return ways;
    }

    /**
     * How TLS is spoken to a host where the environment says so; empty where it says nothing of it. Reads files.
     *
     * @throws Prevented when what it says cannot be used
     */
    public Optional<Guise> guise(String host, int port) {
        Papers papers = ways.papers(host, port);
        String name = ways.name(host, port);
        if (papers.equals(Papers.NONE) && name.equals(host)) {
            return Optional.empty();
        }
        Optional<Identity> identity = papers.identity(host);
        identity.ifPresent(own -> own.insistValid(host, ways.now()));
        return Optional.of(Guise.of(host, name, identity, tls.trusted(host, papers)));
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

    Resolved resolve(EventLoop loop, String host, int port, Deadline deadline) throws InterruptedException {
        return directory.resolve(loop, host, port, deadline);
    }

    /** What opens connections. */
    Bootstrap bootstrap(EventLoop loop) {
        return new Bootstrap()
                .disableResolver()
                .group(loop)
                .channelFactory(vertx.transport().channelFactory(false))
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 0);
    }
}
