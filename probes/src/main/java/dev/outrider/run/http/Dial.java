package dev.outrider.run.http;

import dev.outrider.result.Outcome.Fault;
import dev.outrider.result.Outcome.Trouble;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.proxy.ProxyConnectException;
import io.netty.handler.proxy.ProxyConnectionEvent;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.net.SocketAddress;
import java.nio.channels.ClosedChannelException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/**
 * A connection in the making, and afterwards the ear at its socket: it notes when TCP, TLS and HTTP/2's settings are
 * done, then hears the first byte of each answer. It stands behind the TLS handler, in front of the HTTP codec.
 */
final class Dial extends ChannelDuplexHandler {
    private static final Pattern STATUS = Pattern.compile("status: ([0-9]{3}[^,]*)");

    private final CompletableFuture<Dialed> dialed = new CompletableFuture<>();
    private final String address;
    private final boolean secure;
    private final Speech speech;
    private final Door door;
    private final Sightings sightings;
    private long began;
    private long connected;
    private long secured;
    private boolean tunnelled;
    private boolean http2;
    private Optional<Handshake> handshake = Optional.empty();
    private @Nullable Exchanges exchanges;

    /** @param address IP and port of whom is dialled */
    Dial(String address, Door door, Sightings sightings) {
        this.speech = door.speech();
        this.address = address;
        this.secure = door.secure().isPresent();
        this.door = door;
        this.sightings = sightings;
    }

    CompletableFuture<Dialed> dialed() {
        return dialed;
    }

    boolean isOver() {
        return dialed.isDone();
    }

    boolean isSecure() {
        return secure;
    }

    /** It did not come to a connection. */
    void failed(Fault fault, String detail) {
        dialed.complete(new Dialed.NotConnected(fault, detail, phases()));
    }

    /** The connection was not even begun. */
    void unreachable(Throwable cause) {
        Faults.Finding finding = Faults.connecting(cause, address);
        dialed.complete(door.unreached(finding.fault(), finding.detail(), phases()));
    }

    private void untold(String detail) {
        dialed.complete(new Dialed.Untold(Trouble.PROXY, detail, phases()));
    }

    /**
     * The caller's time is over.
     *
     * @param limit as a sentence names it: {@code 10 s}
     */
    void expired(String limit) {
        String detail;
        if (connected == 0) {
            detail = "no TCP connection to " + address + " within " + limit;
            dialed.complete(door.unreached(Fault.TIMEOUT, detail, phases()));
            return;
        }
        if (door.isTunnel() && !tunnelled) {
            detail = Via.slow(address, door.target(), limit);
        } else if (secure && secured == 0) {
            detail = "no TLS handshake with " + address + " within " + limit;
        } else {
            detail = "no HTTP/2 settings from " + address + " within " + limit;
        }
        failed(Fault.TIMEOUT, detail);
    }

    @Override
    public void connect(
            ChannelHandlerContext context, SocketAddress remote, SocketAddress local, ChannelPromise promise) {
        began = System.nanoTime();
        // Before the TLS handler hears of it: writing the first message of a handshake is no part of connecting.
        promise.addListener(done -> connected = done.isSuccess() ? System.nanoTime() : 0);
        // What comes of it is told to the promise.
        var _ = context.connect(remote, local, promise);
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        if (!secure) {
            speak(context.pipeline(), speech == Speech.HTTP2);
        }
        context.fireChannelActive();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof SslHandshakeCompletionEvent done) {
            secured = System.nanoTime();
            shook(done.isSuccess(), context.pipeline().get(SslHandler.class).engine());
            if (!done.isSuccess()) {
                handshakeFailed(done.cause());
            } else {
                speak(context.pipeline(), ApplicationProtocolNames.HTTP_2.equals(protocol(context)));
            }
        }
        if (event instanceof ProxyConnectionEvent) {
            // All the way: what the proxy needed counts as connecting.
            connected = System.nanoTime();
            tunnelled = true;
        }
        context.fireUserEventTriggered(event);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (exchanges != null) {
            exchanges.heard();
        }
        context.fireChannelRead(message);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (door.isTunnel() && !tunnelled) {
            untold(Via.left(address));
        }
        failed(
                secure && secured == 0 ? Fault.TLS : Fault.RESET,
                secure && secured == 0
                        ? "the server closed the connection during the TLS handshake"
                        : "the server closed the connection before anything was asked");
        context.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (dialed.getNow(null) instanceof Dialed.Connected) {
            context.fireExceptionCaught(cause);
        } else if (cause instanceof ProxyConnectException refused) {
            refused(String.valueOf(refused.getMessage()));
            Closing.close(context.channel());
        } else {
            broken(context, Faults.of(cause));
        }
    }

    private void refused(String message) {
        Matcher status = STATUS.matcher(message);
        String answer = status.find() ? status.group(1) : "nothing that can be read";
        try {
            failed(Fault.CONNECT, Via.refusal(address, door.target(), answer));
        } catch (Prevented ours) {
            untold(ours.detail());
        }
    }

    void broken(ChannelHandlerContext context, Faults.Finding finding) {
        failed(finding.fault(), finding.detail());
        Closing.close(context.channel());
    }

    private void shook(boolean accepted, SSLEngine engine) {
        Optional<Handshake> shown = door.secure().flatMap(tls -> tls.shown(engine));
        handshake = accepted ? Handshake.of(engine.getSession()) : shown;
        handshake.ifPresent(seen -> sightings.shook(address, seen));
    }

    private void handshakeFailed(Throwable cause) {
        if (door.isTunnel() && !tunnelled) {
            // The way to the server was not made: the proxy's handler says why.
            return;
        }
        if (cause instanceof ClosedChannelException) {
            failed(Fault.TLS, "the server closed the connection during the TLS handshake");
        } else {
            failed(Fault.TLS, Faults.tls(cause));
        }
    }

    private void speak(ChannelPipeline pipeline, boolean second) {
        if (second) {
            http2 = true;
            Speaking.http2(pipeline, this);
        } else if (speech == Speech.HTTP2) {
            failed(Fault.PROTOCOL, Speaking.NOT_HTTP2);
            Closing.close(pipeline.channel());
        } else {
            speakHttp1(pipeline);
        }
    }

    private void speakHttp1(ChannelPipeline pipeline) {
        Exchanges last = Speaking.http1(pipeline);
        exchanges = last;
        connected(new Connection.Http1(pipeline.channel(), last, peer(), door.asked()));
    }

    /** The server has sent its settings: HTTP/2 can be spoken. */
    void settled(Channel channel) {
        connected(new Connection.Http2(channel, peer()));
    }

    private void connected(Connection connection) {
        dialed.complete(new Dialed.Connected(connection, door, phases()));
    }

    private Peer peer() {
        return new Peer(address, handshake);
    }

    private static @Nullable String protocol(ChannelHandlerContext context) {
        return context.pipeline().get(SslHandler.class).applicationProtocol();
    }

    private Phases phases() {
        long now = System.nanoTime();
        if (began == 0) {
            return Phases.NONE;
        }
        long connectedAt = connected == 0 ? now : connected;
        long securedAt = !secure ? connectedAt : secured == 0 ? now : secured;
        long settings = http2 ? now - securedAt : 0;
        return new Phases(0, connectedAt - began, securedAt - connectedAt, settings, 0, 0, 0);
    }
}
