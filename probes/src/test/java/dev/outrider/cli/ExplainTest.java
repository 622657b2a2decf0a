package dev.outrider.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainTest {
    private static final Path PROBES = Path.of(System.getProperty("outrider.root", ".."), "probes");

    @TempDir
    private Path folder = Path.of(".");

    private final Desk desk = new Desk();

    @Test
    void the_header_of_the_shipped_checkout_says_who_when_how_long_and_with_whom() {
        assertThat(desk.outrider("explain", PROBES.resolve("journeys/checkout.journey.yaml")))
                .as(desk.err())
                .isZero();
        assertThat(desk.out())
                .startsWith("checkout  A signed-in customer buys one item and sees it confirmed\n")
                .contains("  owner      team-checkout, runbook https://runbooks.shop.test/checkout\n")
                .contains(
                        "  runs       every 5 s from every region; it is down for the world when most regions are down\n")
                .contains("  promises   99.9 % available, 95 % fast, over 30 d\n")
                .contains("  talks to   http://127.0.0.1:8090 (demo)\n")
                .contains("canary_password (env:SHOP_CANARY_PASSWORD)");
    }

    @Test
    void every_step_says_what_it_asks_expects_and_keeps_and_who_uses_it() throws IOException {
        // Else the environments of a folder above would be its own.
        Files.createDirectories(folder.resolve("environments"));
        Path script = Files.writeString(folder.resolve("x.journey.yaml"), """
                journey: x
                title: Looks
                owner: team-shop
                schedule: every 1m
                base: https://not.used.test
                let: { reference: uuid() }
                steps:
                  - name: Order
                    POST: https://shop.test/orders
                    headers: { Idempotency-Key: "${reference}" }
                    retry: 2
                    timeout: 3s
                    expect: status == 201
                    warn: json.total < 5
                    capture: { order: json.id }
                  - name: See
                    GET: https://api.shop.test/orders/${order}
                    query: { lang: en }
                    redirects: 0
                    poll: { until: json.state == 'DONE', every: 1s, for: 5s }
                """);
        assertThat(desk.outrider("explain", script)).isZero();
        assertThat(desk.out()).isEqualTo("""
                x  Looks
                  owner      team-shop
                  runs       every 1 min from every region; it is down for the world when most regions are down
                  takes      at most 26 s
                  changes    nothing that it says
                  talks to   https://shop.test, https://api.shop.test
                  reads      none
                  secrets    none
                  makes      reference = uuid()  → used in 1

                 1 Order
                     asks      POST https://shop.test/orders
                     expects   status == 201
                     warns     unless json.total < 5
                     captures  order = json.id  → used in 2
                     takes     at most 11 s in 3 attempts
                 2 See
                     asks      GET https://api.shop.test/orders/${order}?lang=en
                     stops at  the first redirect, which it looks at
                     again     every 1 s until json.state == 'DONE', for at most 5 s
                     expects   status < 400
                     takes     at most 15 s
                """);
    }

    @Test
    void what_is_said_and_heard_and_how_hosts_are_reached_is_told() throws IOException {
        Files.createDirectories(folder.resolve("environments"));
        Files.writeString(folder.resolve("environments/live.yaml"), """
                environment: live
                ip: 4
                proxy: { address: "proxy.test:3128" }
                hosts:
                  mail.test: { resolve: [203.0.113.7, 203.0.113.8], name: mx.test }
                  "*.internal.test": { direct: true, ca: file:internal.pem }
                """);
        Path script = Files.writeString(folder.resolve("x.checks.yaml"), """
                checks: mail
                owner: team-mail
                schedule: every 1m
                steps:
                  - name: greeting
                    tcp:
                      address: mail.test:25
                      talk:
                        - hear: "220 "
                        - send: "EHLO ${region}\\r\\n"
                        - until: tcp.text.contains('250 ')
                        - bytes: 0d0a
                """);
        assertThat(desk.outrider("explain", script)).as(desk.err()).isZero();
        assertThat(desk.out()).contains("""
                          talks to   mail.test:25
                          reached    by IPv4 (live)
                          reached    by the proxy proxy.test:3128 (live)
                          reached    *.internal.test without the proxy, trusting file:internal.pem (live)
                          reached    mail.test at 203.0.113.7, at 203.0.113.8, asked for as mx.test (live)
                        """).contains("""
                             asks      tcp mail.test:25
                             hears     "220 "
                             says      "EHLO ${region}\\r\\n"
                             hears     more, until tcp.text.contains('250 ')
                             says      the bytes "0d0a"
                        """);
    }

    @Test
    void what_is_no_journey_is_told() throws IOException {
        Path environment = Files.writeString(folder.resolve("demo.yaml"), "environment: demo\nvars: { a: b }\n");
        assertThat(desk.outrider("explain", environment)).isEqualTo(ExitCode.USAGE);
        assertThat(desk.err()).contains("holds no journey");
        Path wrong = Files.writeString(folder.resolve("x.journey.yaml"), "journey: x\n");
        assertThat(desk.outrider("explain", wrong)).isEqualTo(ExitCode.INVALID);
        assertThat(desk.out()).isEmpty();
    }
}
