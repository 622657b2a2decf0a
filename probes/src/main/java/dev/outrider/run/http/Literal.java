package dev.outrider.run.http;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Hosts that are addresses and need no name server, in every way in which a browser reads one. */
final class Literal {
    private static final int PARTS = 4;

    private Literal() {}

    /**
     * The address that a host is.
     *
     * @param host without brackets
     */
    static Optional<InetAddress> of(String host) {
        String bare = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        if (host.indexOf(':') >= 0) {
            return six(host);
        }
        if (bare.substring(bare.lastIndexOf('.') + 1).matches("[0-9]+|0[xX][0-9a-fA-F]*")) {
            return numbers(List.of(bare.split("\\.", -1)));
        }
        return Optional.empty();
    }

    private static Optional<InetAddress> six(String host) {
        try {
            return Optional.of(InetAddress.ofLiteral(host));
        } catch (IllegalArgumentException noAddress) {
            return Optional.empty();
        }
    }

    /** WHATWG URL, "IPv4 parser": decimal, octal and hexadecimal, and the last part fills what is left of four bytes. */
    private static Optional<InetAddress> numbers(List<String> parts) {
        if (parts.size() > PARTS) {
            return Optional.empty();
        }
        long address = 0;
        for (int i = 0; i < parts.size(); i++) {
            boolean last = i == parts.size() - 1;
            int bytes = last ? PARTS - i : 1;
            OptionalLong number = number(parts.get(i));
            if (number.isEmpty() || number.getAsLong() >= 1L << (8 * bytes)) {
                return Optional.empty();
            }
            address = (address << (8 * bytes)) | number.getAsLong();
        }
        return Optional.of(Cidr.address(
                new byte[] {(byte) (address >> 24), (byte) (address >> 16), (byte) (address >> 8), (byte) address}));
    }

    private static OptionalLong number(String text) {
        try {
            if (text.matches("0[xX][0-9a-fA-F]{0,8}")) {
                return OptionalLong.of(Long.parseLong("0" + text.substring(2), 16));
            }
            return text.matches("[0-9]{1,12}")
                    ? OptionalLong.of(Long.parseLong(text, text.startsWith("0") ? 8 : 10))
                    : OptionalLong.empty();
        } catch (NumberFormatException noOctal) {
            return OptionalLong.empty();
        }
    }
}
