package dev.outrider.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrider.result.Outcome;
import dev.outrider.run.http.Keys;
import dev.outrider.script.Compiled;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an answer tells of the certificate under which it came. */
final class CertificatesTest {
    private static final Vertx VERTX = Vertx.vertx(Runner.options());

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void is_read_as_tls(boolean alpn) throws Exception {
        Keys keys = Keys.in(folder);
        HttpServer server = VERTX.createHttpServer(
                        new HttpServerOptions().setSsl(true).setUseAlpn(alpn).setKeyCertOptions(keys.options()))
                .requestHandler(request -> request.response().end("ok"))
                .listen(0, "127.0.0.1")
                .await();
        RunSettings settings =
                RunSettings.DEFAULT.withStarved(Duration.ofSeconds(30)).withAuthorities(keys.certificate());
        try (Shop plain = new Shop(VERTX);
                Runner runner = new Runner(VERTX, settings, InstantSource.system(), new Random(1))) {
            Ride ride = new Ride(VERTX, plain);
            Compiled.Ready ready = ride.compiled("""
                    steps:
                      - GET: https://localhost:%d/
                        expect:
                          - tls.daysLeft >= 0 && tls.daysLeft <= 2
                          - tls.names == ['localhost'] && tls.subject == 'CN=localhost' && tls.issuer == tls.subject
                          - tls.protocol.startsWith('TLSv1') && tls.cipher.startsWith('TLS_')
                          - tls.notBefore <= now && now < tls.notAfter
                          - tls.fingerprint.size() == 64
                    """.formatted(server.actualPort()));
            assertThat(ride.run(runner, ready).outcome()).isEqualTo(new Outcome.Passed());
        } finally {
            server.close().await();
        }
    }

    @Test
    void is_not_there_without_tls() {
        try (Shop shop = new Shop(VERTX)) {
            assertThat(new Ride(VERTX, shop)
                            .run("steps: [{ GET: /, expect: \"status == 404 && tls.daysLeft > 7\" }]\n")
                            .outcome())
                    .isInstanceOfSatisfying(
                            Outcome.Failed.class,
                            failed -> assertThat(failed.detail()).contains("the answer came without TLS"));
        }
    }
}
