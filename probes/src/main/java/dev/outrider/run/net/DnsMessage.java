package dev.outrider.run.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.CodecException;
import io.netty.handler.codec.dns.DnsQuestion;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.handler.codec.dns.DnsResponse;
import io.netty.handler.codec.dns.DnsSection;
import io.netty.handler.codec.dns.TcpDnsResponseDecoder;
import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** One question to a name server, as bytes, and the answers that belong to it (RFC 1035, 6891). */
final class DnsMessage {
    /** What an answer by UDP may have without being cut on the way. */
    static final int BY_UDP = 1232;

    private final int id;
    private final String name;
    private final DnsRecordType type;

    /**
     * A question.
     *
     * @param id by which its answer is known
     * @throws IllegalArgumentException with a sentence when the name is none
     */
    DnsMessage(int id, String name, String type) {
        this.id = id & 0xffff;
        this.name = ascii(name);
        this.type = DnsRecordType.valueOf(type);
    }

    private static String ascii(String name) {
        String bare = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        try {
            // Names with an underscore are no host names, and are asked for.
            String ascii = bare.chars().allMatch(c -> c > 0x20 && c < 0x7f) ? bare : IDN.toASCII(bare);
            boolean right = ascii.length() <= 253;
            for (String label : ascii.split("\\.", -1)) {
                right &= !label.isEmpty() && label.length() <= 63;
            }
            if (right || ascii.isEmpty()) {
                return ascii;
            }
        } catch (IllegalArgumentException notAName) {
            // As below.
        }
        throw new IllegalArgumentException("'" + name + "' is not a name that can be asked for");
    }

    byte[] bytes() {
        ByteBuf out = Unpooled.buffer();
        out.writeShort(id).writeShort(0x0100).writeShort(1).writeInt(0).writeShort(1);
        for (String label : name.isEmpty() ? new String[0] : name.split("\\.", -1)) {
            out.writeByte(label.length()).writeCharSequence(label, StandardCharsets.US_ASCII);
        }
        out.writeByte(0).writeShort(type.intValue()).writeShort(1);
        // OPT: more than 512 bytes may come by UDP.
        out.writeByte(0)
                .writeShort(DnsRecordType.OPT.intValue())
                .writeShort(BY_UDP)
                .writeInt(0)
                .writeShort(0);
        byte[] bytes = new byte[out.readableBytes()];
        out.readBytes(bytes);
        return bytes;
    }

    /** What these bytes answer to it; empty when they belong to another question. The caller releases it. */
    Optional<DnsResponse> answer(byte[] bytes) throws Unreadable {
        EmbeddedChannel decoder = new EmbeddedChannel(new TcpDnsResponseDecoder());
        try {
            decoder.writeInbound(
                    Unpooled.buffer(bytes.length + 2).writeShort(bytes.length).writeBytes(bytes));
            DnsResponse response = decoder.readInbound();
            if (response == null) {
                throw new Unreadable();
            }
            if (answers(response)) {
                return Optional.of(response);
            }
            response.release();
            return Optional.empty();
        } catch (CodecException | IndexOutOfBoundsException wrong) {
            throw new Unreadable();
        } finally {
            decoder.finishAndReleaseAll();
        }
    }

    private boolean answers(DnsResponse response) {
        if (response.id() != id) {
            return false;
        }
        // A server that could not read the question need not repeat it.
        return response.count(DnsSection.QUESTION) == 0
                || (response.recordAt(DnsSection.QUESTION) instanceof DnsQuestion question
                        && question.type().equals(type)
                        && question.name().equalsIgnoreCase(name + "."));
    }

    /** What came is not DNS. */
    static final class Unreadable extends Exception {}
}
