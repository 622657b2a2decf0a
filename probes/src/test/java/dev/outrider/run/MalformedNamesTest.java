package dev.outrider.run;

import static dev.outrider.run.net.NameServer.data;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.outrider.result.Outcome;
import dev.outrider.result.Outcome.Fault;
import dev.outrider.run.net.NameServer;
import io.vertx.core.Vertx;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A name server whose records are shorter than they say has broken its protocol: that is a finding, never a mistake of ours. */
final class MalformedNamesTest {
    private static final Vertx VERTX = Vertx.vertx(Runner.options());
    private static final Shop NOBODY = new Shop(VERTX);

    @AfterAll
    static void stop() {
        NOBODY.close();
    }

    static Stream<Arguments> records() {
        return Stream.of(
                argumentSet("half an address", "A", new byte[] {10, 1}),
                argumentSet("an address of IPv6 with three bytes", "AAAA", new byte[] {1, 2, 3}),
                argumentSet("no preference", "MX", new byte[] {1}),
                argumentSet("a text that is longer than its record", "TXT", new byte[] {40, 'a', 'b'}),
                argumentSet("no weight", "SRV", data(1)),
                argumentSet("an SOA without numbers", "SOA", data(NameServer.name("ns.shop.test"))),
                argumentSet("a tag that is longer than its record", "CAA", new byte[] {0, 9, 'i'}),
                argumentSet("a name that points at itself", "CNAME", new byte[] {(byte) 0xc0, 0}));
    }

    @ParameterizedTest
    @MethodSource("records")
    void it_is_a_fault_with_a_sentence(String type, byte[] record) {
        try (NameServer server = new NameServer().knows("shop.test", type, record)) {
            assertThat(new Ride(VERTX, NOBODY)
                            .run("steps: [{ dns: { name: shop.test, type: %s, server: \"%s\" } }]"
                                    .formatted(type, server.address()))
                            .outcome())
                    .isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
                        assertThat(failed.fault()).isEqualTo(Fault.PROTOCOL);
                        assertThat(failed.detail())
                                .matches("127.0.0.1 answers with a record that is shorter than it says"
                                        + "|what 127.0.0.1:\\d+ answers is not DNS");
                    });
        }
    }
}
