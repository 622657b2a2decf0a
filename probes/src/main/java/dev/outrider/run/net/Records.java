package dev.outrider.run.net;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.CorruptedFrameException;
import io.netty.handler.codec.dns.DefaultDnsRecordDecoder;
import io.netty.handler.codec.dns.DnsPtrRecord;
import io.netty.handler.codec.dns.DnsRawRecord;
import io.netty.handler.codec.dns.DnsRecord;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;

/** DNS records as {@code dig +short} shows them, names without the dot at their end (RFC 1035, 2782, 3596, 8659). */
final class Records {
    private Records() {}

    static String text(DnsRecord record) {
        return switch (record) {
            case DnsPtrRecord pointer -> bare(pointer.hostname());
            case DnsRawRecord raw -> text(raw);
            default -> record.toString();
        };
    }

    private static String text(DnsRawRecord record) {
        ByteBuf data = record.content().duplicate();
        return switch (record.type().name()) {
            case "A", "AAAA" -> address(data);
            case "MX" -> data.readUnsignedShort() + " " + name(data);
            case "TXT" -> strings(data);
            case "SRV" ->
                "%d %d %d %s"
                        .formatted(
                                data.readUnsignedShort(),
                                data.readUnsignedShort(),
                                data.readUnsignedShort(),
                                name(data));
            case "SOA" ->
                "%s %s %d %d %d %d %d"
                        .formatted(
                                name(data),
                                name(data),
                                data.readUnsignedInt(),
                                data.readUnsignedInt(),
                                data.readUnsignedInt(),
                                data.readUnsignedInt(),
                                data.readUnsignedInt());
            case "CAA" -> authority(data);
            default -> name(data);
        };
    }

    private static String address(ByteBuf data) {
        byte[] bytes = new byte[data.readableBytes()];
        data.readBytes(bytes);
        try {
            return InetAddress.getByAddress(bytes).getHostAddress();
        } catch (UnknownHostException neither4Nor16) {
            throw new CorruptedFrameException("an address of " + bytes.length + " bytes", neither4Nor16);
        }
    }

    private static String name(ByteBuf data) {
        return bare(DefaultDnsRecordDecoder.decodeName(data));
    }

    private static String bare(String name) {
        return name.length() > 1 && name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    /** The pieces of a text that did not fit into 255 bytes belong together. */
    private static String strings(ByteBuf data) {
        StringBuilder text = new StringBuilder();
        while (data.isReadable()) {
            text.append(data.readCharSequence(data.readUnsignedByte(), StandardCharsets.UTF_8));
        }
        return text.toString();
    }

    private static String authority(ByteBuf data) {
        int flags = data.readUnsignedByte();
        CharSequence tag = data.readCharSequence(data.readUnsignedByte(), StandardCharsets.US_ASCII);
        return "%d %s \"%s\"".formatted(flags, tag, data.toString(StandardCharsets.UTF_8));
    }
}
