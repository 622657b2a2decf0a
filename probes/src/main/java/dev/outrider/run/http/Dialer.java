package dev.outrider.run.http;

import dev.outrider.result.Outcome.Fault;
import dev.outrider.result.Outcome.Trouble;
import dev.outrider.run.http.Dial.Dialed;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
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
    private final VertxInternal vertx;
    private final Tls tls;
    private final Targets targets;

    /**
     * One that may ask any address.
     *
     * @param authorities a PEM file of certificates that are trusted beside the system's
     */
    public Dialer(Vertx vertx, Optional<Path> authorities) {
        this((VertxInternal) vertx, new Tls(authorities), Targets.any());
    }

    private Dialer(VertxInternal vertx, Tls tls, Targets targets) {
        this.vertx = vertx;
        this.tls = tls;
        this.targets = targets;
    }

    /** The same, which asks only these. */
    public Dialer towards(Targets others) {
        return new Dialer(vertx, tls, others);
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
        return new Opening(this, url, new Conversation(url, headers, protocols), deadline).opened();
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
        return resolve(nextLoop(), host, deadline);
    }

    /** Who is trusted, hosts and addresses checked. */
    public X509ExtendedTrustManager trusted() {
        return tls.trusted();
    }

    Resolved resolve(EventLoop loop, String host, Deadline deadline) throws InterruptedException {
        Optional<InetAddress> literal = Literal.of(host);
        if (literal.isPresent()) {
            return new Resolved.Addresses(permitted(host, List.of(literal.get())), Phases.NONE);
        }
        return switch (looked(loop, host, deadline)) {
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

    private Resolved looked(EventLoop loop, String host, Deadline deadline) throws InterruptedException {
        long began = System.nanoTime();
        CompletableFuture<Resolved> resolved = new CompletableFuture<>();
        loop.execute(() -> vertx.nameResolver()
                .resolveAll(loop, host)
                .addListener((io.netty.util.concurrent.Future<List<InetSocketAddress>> found) ->
                        resolved.complete(resolved(found, host, System.nanoTime() - began))));
        Phases all = resolving(deadline.left());
        return Waiting.until(deadline, resolved)
                .orElse(new Resolved.Unknown(
                        Fault.TIMEOUT, "the name " + host + " was not resolved within " + deadline.limit(), all));
    }

    /** Tries the addresses in turn; the time of those that did not answer counts as {@code connect} too. */
    Dialed dial(
            EventLoop loop,
            Origin origin,
            Speech speech,
            List<InetAddress> addresses,
            Sightings sightings,
            Deadline deadline)
            throws InterruptedException {
        Phases spent = Phases.NONE;
        Dialed dialed = new Dialed.NotConnected(Fault.RESOLVE, "the name has no address", spent);
        for (int i = 0; i < addresses.size() && !deadline.passed(); i++) {
            long share = deadline.left() / (addresses.size() - i);
            Deadline part = new Deadline(System.nanoTime() + share, deadline.limit());
            dialed = one(loop, origin, speech, addresses.get(i), sightings, part);
            switch (dialed) {
                case Dialed.Connected(Connection connection, Phases phases) -> {
                    return new Dialed.Connected(connection, spent.plus(phases));
                }
                case Dialed.NotConnected(Fault fault, String detail, Phases phases) -> {
                    spent = spent.plus(phases);
                    dialed = new Dialed.NotConnected(fault, detail, spent);
                }
            }
        }
        return dialed;
    }

    private Dialed one(
            EventLoop loop, Origin origin, Speech speech, InetAddress ip, Sightings sightings, Deadline deadline)
            throws InterruptedException {
        InetSocketAddress remote = new InetSocketAddress(ip, origin.port());
        String name = NetUtil.toSocketAddressString(remote);
        Dial dial = new Dial(name, origin.secure(), speech, tls, sightings);
        Channel channel = bootstrap(loop, origin, speech, dial)
                .connect(remote)
                .addListener(connected -> {
                    if (!connected.isSuccess()) {
                        Faults.Finding finding = Faults.connecting(connected.cause(), name);
                        dial.failed(finding.fault(), finding.detail());
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

    private Bootstrap bootstrap(EventLoop loop, Origin origin, Speech speech, Dial dial) {
        return new Bootstrap()
                .group(loop)
                .channelFactory(vertx.transport().channelFactory(false))
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 0)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        if (origin.secure()) {
                            channel.pipeline().addLast(tls.handler(channel.alloc(), origin.bareHost(), speech));
                        }
                        channel.pipeline().addLast(dial);
                    }
                });
    }

    private static Resolved resolved(
            io.netty.util.concurrent.Future<List<InetSocketAddress>> found, String host, long nanos) {
        if (!found.isSuccess()) {
            return new Resolved.Unknown(Fault.RESOLVE, Faults.resolving(found.cause(), host), resolving(nanos));
        }
        return new Resolved.Addresses(
                found.getNow().stream().map(InetSocketAddress::getAddress).toList(), resolving(nanos));
    }

    private static Phases resolving(long nanos) {
        return new Phases(nanos, 0, 0, 0, 0, 0, 0);
    }
}
