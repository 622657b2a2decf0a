package dev.outrider.run.http;

import dev.outrider.result.Outcome.Fault;
import dev.outrider.result.Outcome.Trouble;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Optional;

/**
 * Where a connection leads, and what is spoken on it.
 *
 * @param name that the other end is asked for in TLS
 * @param secure how TLS is made, where it is
 * @param via the proxy on the way
 */
record Door(Origin origin, String name, Speech speech, Optional<Tls.Secure> secure, Optional<Via> via) {
    /** The port of whom is dialled: of the proxy, where there is one. */
    int port() {
        return via.map(Via::port).orElse(origin.port());
    }

    /** The host that is dialled: the proxy, where there is one. */
    String dialled() {
        return via.map(Via::host).orElse(origin.bareHost());
    }

    /** Whether the proxy only passes bytes on; plain HTTP it is asked for itself. */
    boolean isTunnel() {
        return via.isPresent() && (origin.secure() || speech != Speech.AGREED);
    }

    /** The proxy that must be asked for what is wanted of the origin. */
    Optional<Via> asked() {
        return isTunnel() ? Optional.empty() : via;
    }

    /** Nobody was there where it leads: of a proxy that is ours. */
    Dialed unreached(Fault fault, String detail, Phases phases) {
        return via.isPresent()
                ? new Dialed.Untold(Trouble.PROXY, Via.missing(detail), phases)
                : new Dialed.NotConnected(fault, detail, phases);
    }

    /** A server that does not take our certificate says nothing about itself; empty where it is something else. */
    Optional<String> refusesUs(Fault fault, String detail) {
        return secure.flatMap(Tls.Secure::identity)
                .filter(own -> fault == Fault.TLS)
                .flatMap(own -> own.refused(target(), detail));
    }

    /** As a sentence names it. */
    String target() {
        return origin.host() + ":" + origin.port();
    }

    /** What a connection is opened to: a tunnel's end is for the proxy to find. */
    SocketAddress end(InetSocketAddress dialled) {
        return isTunnel() ? InetSocketAddress.createUnresolved(origin.bareHost(), origin.port()) : dialled;
    }

    ChannelInitializer<Channel> pipeline(InetSocketAddress dialled, Dial dial) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                if (isTunnel()) {
                    channel.pipeline().addLast(via.orElseThrow().tunnel(dialled));
                }
                secure.ifPresent(tls -> channel.pipeline().addLast(tls.handler(channel.alloc(), name)));
                channel.pipeline().addLast(dial);
            }
        };
    }
}
