package dev.outrider.run.net;

import dev.outrider.result.Outcome.Fault;
import dev.outrider.run.http.Deadline;
import dev.outrider.run.http.Dialer;
import dev.outrider.run.http.Phases;
import io.netty.handler.codec.CodecException;
import io.netty.handler.codec.dns.DnsRecord;
import io.netty.handler.codec.dns.DnsResponse;
import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.handler.codec.dns.DnsSection;
import io.netty.resolver.dns.DnsServerAddressStream;
import io.netty.resolver.dns.DnsServerAddressStreamProviders;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One question to a name server, itself: nothing is cached, no file is read. */
final class DnsQuestion {
    private static final SecureRandom IDS = new SecureRandom();
    private static final int PORT = 53;

    private final Dialer dialer;

    DnsQuestion(Dialer dialer) {
        this.dialer = dialer;
    }

    /** Asks. That there is no such name is an answer to who reads the code. */
    Found ask(Query query, Deadline deadline) throws InterruptedException {
        String type = query.one("type").orElse("A");
        String name = name(query.one("name").orElse(""), type);
        DnsMessage message = new DnsMessage(IDS.nextInt(), name, type);
        String transport = query.one("transport").orElse("udp");
        return switch (servers(query, deadline)) {
            case Dialer.Resolved.Unknown(Fault fault, String detail, Phases phases) ->
                new Found.Broken(fault, detail, phases);
            case Dialer.Resolved.Addresses(List<InetAddress> addresses, Phases phases) ->
                found(
                        query,
                        name,
                        type,
                        new DnsExchange(message, transport, phases),
                        sockets(query, addresses),
                        deadline);
        };
    }

    /** Of an address the name under which it is looked up. */
    private static String name(String asked, String type) {
        byte[] address = NetUtil.createByteArrayFromIpAddressString(asked);
        if (!type.equals("PTR") || address == null) {
            return asked;
        }
        StringBuilder reverse = new StringBuilder();
        for (int i = address.length - 1; i >= 0; i--) {
            int octet = address[i] & 0xff;
            reverse.append(address.length == 4 ? octet + "." : "%x.%x.".formatted(octet & 0xf, octet >> 4));
        }
        return reverse + (address.length == 4 ? "in-addr.arpa" : "ip6.arpa");
    }

    /** The one that was chosen is a target like others; the system's own may be anywhere. */
    private Dialer.Resolved servers(Query query, Deadline deadline) throws InterruptedException {
        if (query.one("server").isPresent()) {
            return dialer.resolve(server(query.one("server").get()).host(), deadline);
        }
        List<InetAddress> system =
                system().stream().map(InetSocketAddress::getAddress).toList();
        return new Dialer.Resolved.Addresses(system, Phases.NONE);
    }

    private static List<InetSocketAddress> sockets(Query query, List<InetAddress> addresses) {
        return query.one("server")
                .map(server -> addresses.stream()
                        .map(address ->
                                new InetSocketAddress(address, server(server).port()))
                        .toList())
                .orElseGet(DnsQuestion::system);
    }

    private static List<InetSocketAddress> system() {
        DnsServerAddressStream stream =
                DnsServerAddressStreamProviders.platformDefault().nameServerAddressStream("");
        List<InetSocketAddress> servers = new ArrayList<>();
        for (int i = 0; i < stream.size(); i++) {
            servers.add(stream.next());
        }
        return servers;
    }

    private static Where server(String text) {
        boolean withPort = text.matches("(\\[[^]]+]|[^:]+):[0-9]+");
        return withPort ? Where.of(text) : new Where(text.replaceAll("[\\[\\]]", ""), PORT);
    }

    private static Found found(
            Query query,
            String name,
            String type,
            DnsExchange exchange,
            List<InetSocketAddress> servers,
            Deadline deadline)
            throws InterruptedException {
        return switch (exchange.ask(servers, deadline)) {
            case DnsExchange.Told.Nothing(Found.Broken broken) -> broken;
            case DnsExchange.Told.Answer(DnsResponse response, String server, String transport, Phases phases) -> {
                try {
                    yield judged(query, name, type, response, server, transport, phases);
                } catch (IndexOutOfBoundsException | CodecException malformed) {
                    yield new Found.Broken(
                            Fault.PROTOCOL, server + " answers with a record that is shorter than it says", phases);
                } finally {
                    response.release();
                }
            }
        };
    }

    private static Found judged(
            Query query,
            String name,
            String type,
            DnsResponse response,
            String server,
            String transport,
            Phases phases) {
        String code = code(response.code());
        List<String> records = new ArrayList<>();
        long ttl = Long.MAX_VALUE;
        for (int i = 0; i < response.count(DnsSection.ANSWER); i++) {
            DnsRecord record = response.recordAt(DnsSection.ANSWER, i);
            if (record.type().name().equals(type)) {
                records.add(Records.text(record));
                ttl = Math.min(ttl, record.timeToLive());
            }
        }
        if (!query.reads("code") && !code.equals("NOERROR")) {
            return new Found.Broken(Fault.RESOLVE, "%s answers %s about %s".formatted(server, code, name), phases);
        }
        if (records.isEmpty() && !query.reads("code") && !query.reads("records")) {
            String detail = "%s knows no %s record of %s".formatted(server, type, name);
            return new Found.Broken(Fault.RESOLVE, detail, phases);
        }
        return new Found.Answered(
                Map.of(
                        "records", List.copyOf(records),
                        "code", code,
                        "ttl", records.isEmpty() ? 0 : ttl,
                        "server", server,
                        "transport", transport),
                phases);
    }

    /** NXDOMAIN, SERVFAIL, …: as dig shows them. */
    private static String code(DnsResponseCode code) {
        String text = code.toString();
        int number = text.indexOf('(');
        return (number < 0 ? text : text.substring(0, number)).toUpperCase(Locale.ROOT);
    }
}
