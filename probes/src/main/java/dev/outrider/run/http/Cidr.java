package dev.outrider.run.http;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * A range of addresses, as {@code 10.0.0.0/8} or {@code fc00::/7} says it.
 *
 * @param network its first address
 * @param bits that all of its addresses have in common with the first
 */
public record Cidr(InetAddress network, int bits) {
    /**
     * A range, or a single address where no length is given.
     *
     * @throws IllegalArgumentException with a sentence when it is neither
     */
    public static Cidr of(String text) {
        int slash = text.indexOf('/');
        String address = (slash < 0 ? text : text.substring(0, slash)).strip();
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(address);
        if (bytes == null) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a range of addresses; write 10.0.0.0/8 or fc00::/7");
        }
        if (address(bytes).getAddress().length != bytes.length) {
            throw new IllegalArgumentException("'" + text + "' stands for IPv4 addresses; write those");
        }
        Cidr cidr = new Cidr(address(bytes), slash < 0 ? bytes.length * 8 : length(text, slash, bytes.length * 8));
        if (!cidr.network.equals(cidr.first(bytes))) {
            throw new IllegalArgumentException(
                    "'%s' does not begin its range; write %s".formatted(text, new Cidr(cidr.first(bytes), cidr.bits)));
        }
        return cidr;
    }

    private static int length(String text, int slash, int most) {
        String length = text.substring(slash + 1).strip();
        if (!length.matches("[0-9]{1,3}") || Integer.parseInt(length) > most) {
            throw new IllegalArgumentException("'%s' must end with a number from 0 to %d".formatted(text, most));
        }
        return Integer.parseInt(length);
    }

    /** Whether an address of the same family lies in it. */
    public boolean contains(InetAddress address) {
        byte[] other = address.getAddress();
        return other.length == network.getAddress().length && first(other).equals(network);
    }

    /** The address with all bits but the common ones cleared. */
    private InetAddress first(byte[] address) {
        byte[] first = address.clone();
        for (int i = 0; i < first.length; i++) {
            int common = Math.clamp(bits - i * 8L, 0, 8);
            first[i] &= (byte) (0xff00 >> common);
        }
        return address(first);
    }

    static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException impossible) {
            throw new IllegalArgumentException("an IP address has 4 or 16 bytes", impossible);
        }
    }

    @Override
    public String toString() {
        return NetUtil.toAddressString(network) + "/" + bits;
    }
}
