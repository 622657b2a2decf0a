package dev.outrider.run.net;

import java.nio.ByteBuffer;

/** An echo request of ICMP and its answer, as bytes (RFC 792, 4443). */
final class EchoPacket {
    private static final int HEADER = 8;
    /** As much as ping sends. */
    private static final int DATA = 56;

    private EchoPacket() {}

    static byte[] request(boolean v6, int number, long token) {
        ByteBuffer packet = ByteBuffer.allocate(HEADER + DATA);
        packet.put((byte) (v6 ? 128 : 8)).put((byte) 0).putShort((short) 0);
        packet.putShort((short) token).putShort((short) number).putLong(token);
        if (!v6) {
            // Of IPv6 the system makes it: it knows the addresses, which belong to it.
            packet.putShort(2, checksum(packet.array()));
        }
        return packet.array();
    }

    /**
     * The number of the request that this answers; -1 when it answers none of ours.
     *
     * @param raw whether a header of IPv4 stands before it
     */
    static int number(byte[] bytes, boolean v6, boolean raw, long token) {
        int from = raw && !v6 && bytes.length > 0 ? (bytes[0] & 0xf) * 4 : 0;
        if (bytes.length < from + HEADER + Long.BYTES) {
            return -1;
        }
        ByteBuffer packet = ByteBuffer.wrap(bytes, from, bytes.length - from).slice();
        boolean ours = packet.get(0) == (byte) (v6 ? 129 : 0) && packet.getLong(HEADER) == token;
        return ours ? packet.getShort(6) & 0xffff : -1;
    }

    private static short checksum(byte[] bytes) {
        int sum = 0;
        for (int i = 0; i < bytes.length; i += 2) {
            sum += ((bytes[i] & 0xff) << 8) | (bytes[i + 1] & 0xff);
        }
        sum = (sum & 0xffff) + (sum >>> 16);
        sum = (sum & 0xffff) + (sum >>> 16);
        return (short) ~sum;
    }
}
