package dev.outrider.shop;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The settings of a shop.
 *
 * @param port 0: any that is free
 * @param log where the request log is also written, as JSON lines
 * @param orderTtl how long an order holds its stock when nobody cancels it
 * @param sessionTtl how long a session lives without a request
 * @param stock pieces of each product
 * @param regionHeader the request header that says which region a request comes from
 * @param openAdmin whether {@code /admin} answers other machines too
 * @param accounts e-mail addresses of the customers
 * @param password the password of all of them; also the key of partners and the secret of OIDC clients
 * @param faults what is broken from the start
 */
public record ShopConfig(
        String host,
        int port,
        Optional<Path> log,
        Duration orderTtl,
        Duration sessionTtl,
        int stock,
        String regionHeader,
        boolean openAdmin,
        List<String> accounts,
        String password,
        List<Fault> faults) {
    /** The canary customers, one a region. */
    public static final List<String> CANARIES =
            List.of("canary-eu-west@shop.test", "canary-us-east@shop.test", "canary-ap-south@shop.test");

    public static final String DEFAULT_PASSWORD = "ride-ahead";

    /** A shop for tests and demonstrations, on any free port of this machine. */
    public static final ShopConfig DEFAULT = new ShopConfig(
            "127.0.0.1",
            0,
            Optional.empty(),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            100,
            "X-Region",
            false,
            CANARIES,
            DEFAULT_PASSWORD,
            List.of());

    public ShopConfig {
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("port " + port + " is not between 0 and 65535");
        }
        if (stock < 1) {
            throw new IllegalArgumentException("stock " + stock + " is less than 1");
        }
        accounts = List.copyOf(accounts);
        faults = List.copyOf(faults);
    }

    public ShopConfig withPort(int other) {
        return new ShopConfig(
                host, other, log, orderTtl, sessionTtl, stock, regionHeader, openAdmin, accounts, password, faults);
    }

    public ShopConfig withLog(Path file) {
        return new ShopConfig(
                host,
                port,
                Optional.of(file),
                orderTtl,
                sessionTtl,
                stock,
                regionHeader,
                openAdmin,
                accounts,
                password,
                faults);
    }

    public ShopConfig withStock(int each) {
        return new ShopConfig(
                host, port, log, orderTtl, sessionTtl, each, regionHeader, openAdmin, accounts, password, faults);
    }

    public ShopConfig withOrderTtl(Duration other) {
        return new ShopConfig(
                host, port, log, other, sessionTtl, stock, regionHeader, openAdmin, accounts, password, faults);
    }

    public ShopConfig withRegionHeader(String name) {
        return new ShopConfig(
                host, port, log, orderTtl, sessionTtl, stock, name, openAdmin, accounts, password, faults);
    }

    /** Whether it is the password, in a time that does not tell how much of it is right. */
    boolean isPassword(String given) {
        return Digests.same(password, given);
    }

    @Override
    public String toString() {
        return "ShopConfig[" + host + ":" + port + ", stock " + stock + ", orders live " + orderTtl + "]";
    }
}
