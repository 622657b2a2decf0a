package dev.outrider.run.net;

import dev.outrider.result.Outcome.Fault;
import dev.outrider.run.http.Deadline;
import dev.outrider.run.http.Dialer;
import dev.outrider.run.http.Phases;
import io.netty.channel.AddressedEnvelope;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.dns.DefaultDnsQuestion;
import io.netty.handler.codec.dns.DnsRawRecord;
import io.netty.handler.codec.dns.DnsRecord;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.handler.codec.dns.DnsResponse;
import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.handler.codec.dns.DnsSection;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.DnsServerAddressStreamProviders;
import io.netty.resolver.dns.NoopDnsCache;
import io.netty.resolver.dns.SingletonDnsServerAddressStreamProvider;
import io.netty.util.concurrent.Future;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.spi.transport.Transport;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** One question to a resolver: by UDP, and by TCP when the answer does not fit. Nothing is cached. */
final class DnsQuestion {
    private final VertxInternal vertx;
    private final Dialer dialer;

    DnsQuestion(VertxInternal vertx, Dialer dialer) {
        this.vertx = vertx;
        this.dialer = dialer;
    }

    /**
     * Asks.
     *
     * @param type A, AAAA, MX, TXT, CNAME, NS, SOA, SRV or CAA
     * @param server who is asked, a host or host:port; the system's resolver when empty
     * @param reads the fields that somebody wants to know: that there is no such name is an answer to who reads the code
     */
    Found ask(String name, String type, Optional<String> server, Set<String> reads, Deadline deadline)
            throws InterruptedException {
        long began = System.nanoTime();
        try (DnsNameResolver resolver = resolver(server, deadline)) {
            Future<AddressedEnvelope<DnsResponse, InetSocketAddress>> asked =
                    resolver.query(new DefaultDnsQuestion(absolute(name), DnsRecordType.valueOf(type)));
            if (!asked.await(deadline.left(), TimeUnit.NANOSECONDS)) {
                return new Found.Broken(
                        Fault.TIMEOUT, "no answer about " + name + " within " + deadline.limit(), waited(began));
            }
            if (!asked.isSuccess()) {
                return new Found.Broken(
                        Fault.RESOLVE,
                        "nobody could be asked about " + name + ": " + why(asked.cause()),
                        waited(began));
            }
            AddressedEnvelope<DnsResponse, InetSocketAddress> answer = asked.getNow();
            try {
                return found(name, type, answer, reads, waited(began));
            } finally {
                answer.release();
            }
        } catch (UnknownHostException unknown) {
            return new Found.Broken(
                    Fault.RESOLVE, "the resolver " + server.orElse("") + " has no address", waited(began));
        }
    }

    private DnsNameResolver resolver(Optional<String> server, Deadline deadline)
            throws UnknownHostException, InterruptedException {
        EventLoop loop = vertx.nettyEventLoopGroup().next();
        Transport transport = vertx.transport();
        return new DnsNameResolverBuilder(loop)
                .datagramChannelFactory(transport.datagramChannelFactory())
                .socketChannelFactory(
                        () -> (SocketChannel) transport.channelFactory(false).newChannel())
                .resolveCache(NoopDnsCache.INSTANCE)
                .queryTimeoutMillis(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline.left())))
                .nameServerProvider(
                        server.isEmpty()
                                ? DnsServerAddressStreamProviders.platformDefault()
                                : new SingletonDnsServerAddressStreamProvider(address(server.get(), deadline)))
                .build();
    }

    /** Of a resolver that somebody chose: it is a target like any other. */
    private InetSocketAddress address(String server, Deadline deadline)
            throws UnknownHostException, InterruptedException {
        boolean withPort = server.matches("(\\[[^]]+]|[^:]+):[0-9]+");
        Where where = withPort ? Where.of(server) : new Where(server, 53);
        return switch (dialer.resolve(where.host(), deadline)) {
            case Dialer.Resolved.Unknown unknown -> throw new UnknownHostException(unknown.detail());
            case Dialer.Resolved.Addresses(var addresses, var phases) ->
                new InetSocketAddress(addresses.getFirst(), where.port());
        };
    }

    private static Found found(
            String name,
            String type,
            AddressedEnvelope<DnsResponse, InetSocketAddress> answer,
            Set<String> reads,
            Phases phases) {
        DnsResponse response = answer.content();
        String code = code(response.code());
        List<String> records = new ArrayList<>();
        long ttl = Long.MAX_VALUE;
        for (int i = 0; i < response.count(DnsSection.ANSWER); i++) {
            DnsRecord record = response.recordAt(DnsSection.ANSWER, i);
            if (record.type().name().equals(type) && record instanceof DnsRawRecord raw) {
                records.add(Records.text(raw));
                ttl = Math.min(ttl, record.timeToLive());
            }
        }
        String server = answer.sender().getAddress().getHostAddress();
        if (!reads.contains("code") && !code.equals("NOERROR")) {
            return new Found.Broken(Fault.RESOLVE, "%s answers %s about %s".formatted(server, code, name), phases);
        }
        if (records.isEmpty() && !reads.contains("code") && !reads.contains("records")) {
            String detail = "%s knows no %s record of %s".formatted(server, type, name);
            return new Found.Broken(Fault.RESOLVE, detail, phases);
        }
        long least = records.isEmpty() ? 0 : ttl;
        return new Found.Answered(
                Map.of("records", List.copyOf(records), "code", code, "ttl", least, "server", server), phases);
    }

    /** NXDOMAIN, SERVFAIL, …: as dig shows them. */
    private static String code(DnsResponseCode code) {
        String text = code.toString();
        int number = text.indexOf('(');
        return (number < 0 ? text : text.substring(0, number)).toUpperCase(Locale.ROOT);
    }

    private static String absolute(String name) {
        return name.endsWith(".") ? name : name + ".";
    }

    private static String why(Throwable cause) {
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }

    private static Phases waited(long began) {
        return new Phases(0, 0, 0, 0, 0, System.nanoTime() - began, 0);
    }
}
