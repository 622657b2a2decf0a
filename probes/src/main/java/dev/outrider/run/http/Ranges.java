package dev.outrider.run.http;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The addresses that are not on the public internet, by the registries of special-purpose addresses (RFC 6890), the
 * narrowest range first. The JDK's own questions ({@code isSiteLocalAddress} …) miss most of them.
 */
final class Ranges {
    /** Behind it stands an IPv4 address that a gateway goes to (RFC 6052). */
    private static final Cidr NAT64 = Cidr.of("64:ff9b::/96");

    private static final Cidr COMPATIBLE = Cidr.of("::/96");

    private static final List<Range> TABLE = List.of(
            range("cloud metadata", "169.254.169.254/32"),
            range("cloud metadata", "169.254.170.2/32"),
            range("cloud metadata", "100.100.100.200/32"),
            range("cloud metadata", "168.63.129.16/32"),
            range("cloud metadata", "192.0.0.192/32"),
            range("this network", "0.0.0.0/8"),
            range("private", "10.0.0.0/8"),
            range("shared by a carrier's customers", "100.64.0.0/10"),
            range("loopback", "127.0.0.0/8"),
            range("link-local", "169.254.0.0/16"),
            range("private", "172.16.0.0/12"),
            range("reserved for protocols", "192.0.0.0/24"),
            range("reserved for examples", "192.0.2.0/24"),
            range("a 6to4 relay", "192.88.99.0/24"),
            range("private", "192.168.0.0/16"),
            range("reserved for benchmarks", "198.18.0.0/15"),
            range("reserved for examples", "198.51.100.0/24"),
            range("reserved for examples", "203.0.113.0/24"),
            range("multicast", "224.0.0.0/4"),
            range("reserved", "240.0.0.0/4"),
            range("unspecified", "::/128"),
            range("loopback", "::1/128"),
            range("cloud metadata", "fd00:ec2::254/128"),
            range("cloud metadata", "fd20:ce::254/128"),
            range("a NAT64 of its own", "64:ff9b:1::/48"),
            range("private (unique local)", "fc00::/7"),
            range("link-local", "fe80::/10"),
            range("site-local", "fec0::/10"),
            range("multicast", "ff00::/8"),
            range("reserved for protocols", "2001::/23"),
            range("reserved for examples", "2001:db8::/32"),
            range("6to4", "2002::/16"),
            range("reserved for examples", "3fff::/20"),
            // All that is left beside 2000::/3, which is the public internet.
            range("reserved", "::/3"),
            range("reserved", "4000::/2"),
            range("reserved", "8000::/1"));

    private Ranges() {}

    /**
     * Addresses of one kind.
     *
     * @param kind as a sentence names it
     */
    record Range(String kind, Cidr cidr) {}

    /** The range for which an address is not public. */
    static Optional<Range> of(InetAddress address) {
        InetAddress meant = meant(address);
        return TABLE.stream().filter(range -> range.cidr().contains(meant)).findFirst();
    }

    /** The IPv4 address that one of IPv6 stands for, else the address itself. */
    static InetAddress meant(InetAddress address) {
        if (address instanceof Inet4Address) {
            return address;
        }
        byte[] bytes = address.getAddress();
        // One that is mapped (::ffff:a.b.c.d) becomes IPv4 here, whatever class it came as.
        InetAddress plain = Cidr.address(bytes);
        boolean low = bytes[12] == 0 && bytes[13] == 0 && bytes[14] == 0;
        boolean embeds = NAT64.contains(plain) || (COMPATIBLE.contains(plain) && !low);
        return embeds ? Cidr.address(Arrays.copyOfRange(bytes, 12, 16)) : plain;
    }

    private static Range range(String kind, String cidr) {
        return new Range(kind, Cidr.of(cidr));
    }
}
