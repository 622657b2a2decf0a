package dev.outrider.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrider.result.Outcome;
import dev.outrider.result.Outcome.Fault;
import dev.outrider.result.Outcome.Trouble;
import dev.outrider.run.RunSettings;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The proxy of an environment is on the browser's way as on that of every other step. */
class ProxyTest {
    @TempDir
    private Path folder;

    @Test
    void a_browser_goes_by_the_proxy_and_what_that_says_has_the_names_that_requests_have() {
        Machine.assumeBrowser();
        Vertx vertx = Vertx.vertx();
        try (Street street = new Street(vertx).page("/", "");
                Relay relay = new Relay();
                Ride ride = new Ride(street.url(), RunSettings.DEFAULT, folder)) {
            ride.environment("proxy: { address: '127.0.0.1:%d', user: canary, password: file:password }\n"
                    .formatted(relay.port()));
            String proxy = "the proxy 127.0.0.1:" + relay.port();
            String target = "127.0.0.1:" + street.port();
            assertThat(outcome(ride, street)).isEqualTo(new Outcome.Passed());
            assertThat(relay.heads())
                    .isNotEmpty()
                    .allSatisfy(head -> assertThat(head)
                            .startsWith("CONNECT " + target + " HTTP/1.1\r\n")
                            .containsIgnoringCase("Proxy-Authorization: Basic Y2FuYXJ5OnJpZGUtYWhlYWQ=\r\n"));

            relay.answers("407 Proxy Authentication Required");
            assertThat(outcome(ride, street))
                    .isEqualTo(new Outcome.Errored(
                            Trouble.PROXY,
                            proxy + " refused to connect to " + target
                                    + ": it answered 407 Proxy Authentication Required"));
            relay.answers("502 Bad Gateway");
            assertThat(outcome(ride, street))
                    .isEqualTo(new Outcome.Failed(
                            Fault.CONNECT, proxy + " could not reach " + target + ": it answered 502 Bad Gateway"));
            relay.answers("");
            assertThat(outcome(ride, street))
                    .isEqualTo(new Outcome.Errored(
                            Trouble.PROXY, proxy + " closed the connection before it led anywhere"));
        } finally {
            vertx.close().await();
        }
    }

    private static Outcome outcome(Ride ride, Street street) {
        return ride.run(
                        "steps: [{ name: Go, browser: [{ goto: 'http://127.0.0.1:%d/' }], expect: page.title == '/' }]"
                                .formatted(street.port()),
                        false)
                .outcome();
    }
}
