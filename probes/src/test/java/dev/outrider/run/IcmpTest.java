package dev.outrider.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.outrider.result.Outcome;
import dev.outrider.result.Outcome.Fault;
import dev.outrider.result.Outcome.Trouble;
import dev.outrider.result.RunResult;
import io.vertx.core.Vertx;
import java.net.Inet6Address;
import java.net.NetworkInterface;
import java.net.SocketException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Pings to this machine and to nobody, where the system lets us. */
final class IcmpTest {
    private static final Vertx VERTX = Vertx.vertx(Runner.options());

    private static Shop shop;

    @BeforeAll
    static void open() {
        shop = new Shop(VERTX);
    }

    @AfterAll
    static void stop() {
        shop.close();
    }

    @Test
    void echoes_come_back_with_their_times() {
        RunResult result = allowed("""
                steps:
                  - icmp: { host: 127.0.0.1, count: 3, interval: 10ms }
                    expect:
                      - icmp.loss == 0.0 && icmp.sent == 3 && icmp.received == 3
                      - duration('0s') < icmp.min && icmp.min <= icmp.avg && icmp.avg <= icmp.max
                      - icmp.max < duration('5s')
                  - icmp: localhost
                """);
        assertThat(result.outcome()).isEqualTo(new Outcome.Passed());
        assertThat(result.steps().getFirst().request()).contains("icmp 127.0.0.1 3 10ms");
    }

    @Test
    void version_6_answers_too() throws SocketException {
        assumeTrue(
                NetworkInterface.networkInterfaces()
                        .flatMap(NetworkInterface::inetAddresses)
                        .anyMatch(address -> address instanceof Inet6Address && address.isLoopbackAddress()),
                "no IPv6 here");
        assertThat(allowed("""
                steps:
                  - icmp: { host: "::1", count: 2 }
                    expect: icmp.received == 2
                """).outcome()).isEqualTo(new Outcome.Passed());
    }

    /** An address that belongs to nobody: either nothing comes back, or somebody on the way says so. */
    @Test
    void nobody_is_a_fault_unless_the_loss_was_asked_for() {
        assertThat(allowed("""
                steps:
                  - icmp: { host: 240.0.0.1, count: 2, interval: 10ms }
                    timeout: 500ms
                """).outcome())
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.fault()).isIn(Fault.TIMEOUT, Fault.CONNECT));
    }

    @Test
    void a_flood_is_refused() {
        assertThat(new Ride(VERTX, shop)
                        .run("steps: [{ icmp: { host: 127.0.0.1, interval: 1ms } }]")
                        .outcome())
                .isEqualTo(new Outcome.Errored(
                        Trouble.EXPRESSION, "a host is pinged 1 to 1000 times, at least 10 ms apart; more is a flood"));
    }

    /** Skips where this system does not let anybody of us ping, which is an error that says what to do. */
    private static RunResult allowed(String steps) {
        RunResult result = new Ride(VERTX, shop).run(steps);
        if (result.outcome() instanceof Outcome.Errored(Trouble trouble, String detail)) {
            assertThat(trouble).isEqualTo(Trouble.UNSUPPORTED);
            assertThat(detail).contains("net.ipv4.ping_group_range");
            assumeTrue("true".equals(System.getenv("CI")), detail);
        }
        return result;
    }
}
