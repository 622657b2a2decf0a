package dev.outrider.run.http;

import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.resolver.ResolvedAddressTypes;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.DnsServerAddressStreamProvider;
import io.netty.resolver.dns.DnsServerAddressStreamProviders;
import io.netty.resolver.dns.NoopDnsCache;
import io.netty.resolver.dns.SequentialDnsServerAddressStreamProvider;
import io.netty.util.concurrent.Future;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.spi.transport.Transport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Looks names up, nothing cached; on the event loops of one Vert.x and by its name servers. */
final class Names {
    private final VertxInternal vertx;

    Names(VertxInternal vertx) {
        this.vertx = vertx;
    }

    /** What was found, or why nothing was. */
    record Looked(List<InetAddress> addresses, Optional<Throwable> failed) {}

    /**
     * The addresses of a host.
     *
     * @param ip 4 or 6; by default IPv4, and IPv6 where there is no IPv4
     */
    CompletableFuture<Looked> look(EventLoop loop, String host, Optional<Integer> ip) {
        CompletableFuture<Looked> looked = new CompletableFuture<>();
        loop.execute(() -> {
            if (ip.isPresent()) {
                only(loop, host, ip.get(), looked);
            } else {
                vertx.nameResolver()
                        .resolveAll(loop, host)
                        .addListener((Future<List<InetSocketAddress>> found) -> looked.complete(
                                found.isSuccess()
                                        ? new Looked(
                                                found.getNow().stream()
                                                        .map(InetSocketAddress::getAddress)
                                                        .toList(),
                                                Optional.empty())
                                        : new Looked(List.of(), Optional.of(found.cause()))));
            }
        });
        return looked;
    }

    private void only(EventLoop loop, String host, int version, CompletableFuture<Looked> looked) {
        Transport transport = vertx.transport();
        DnsNameResolver resolver = new DnsNameResolverBuilder(loop)
                .datagramChannelFactory(transport.datagramChannelFactory())
                .socketChannelFactory(
                        () -> (SocketChannel) transport.channelFactory(false).newChannel())
                .resolvedAddressTypes(version == 4 ? ResolvedAddressTypes.IPV4_ONLY : ResolvedAddressTypes.IPV6_ONLY)
                .resolveCache(NoopDnsCache.INSTANCE)
                .nameServerProvider(servers())
                .build();
        resolver.resolveAll(host).addListener((Future<List<InetAddress>> found) -> {
            looked.complete(
                    found.isSuccess()
                            ? new Looked(found.getNow(), Optional.empty())
                            : new Looked(List.of(), Optional.of(found.cause())));
            resolver.close();
        });
    }

    private DnsServerAddressStreamProvider servers() {
        List<String> own =
                Optional.ofNullable(vertx.nameResolver().options().getServers()).orElse(List.of());
        return own.isEmpty()
                ? DnsServerAddressStreamProviders.platformDefault()
                : new SequentialDnsServerAddressStreamProvider(
                        own.stream().map(Names::server).toArray(InetSocketAddress[]::new));
    }

    private static InetSocketAddress server(String text) {
        int colon = text.lastIndexOf(':');
        return colon < 0
                ? new InetSocketAddress(InetAddress.ofLiteral(text), 53)
                : new InetSocketAddress(
                        InetAddress.ofLiteral(text.substring(0, colon)), Integer.parseInt(text.substring(colon + 1)));
    }
}
