package dev.outrider.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.outrider.result.Outcome;
import dev.outrider.run.RunSettings;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whom the browser trusts: the same certificates as every other step, and nobody else. */
@Tag("slow")
class AuthoritiesTest {
    private static final String PASSWORD = "changeit";

    @TempDir
    private Path folder;

    @Test
    void a_private_authority_is_trusted_by_the_browser_too_and_a_stranger_is_not() throws Exception {
        Machine.assumeBrowser();
        assumeTrue(
                "true".equals(System.getenv("CI")) || Files.isExecutable(Path.of("/usr/bin/certutil")),
                "no certutil here: apt-get install libnss3-tools");
        Path pem = keys();
        Vertx vertx = Vertx.vertx();
        HttpServer server = vertx.createHttpServer(new HttpServerOptions()
                        .setSsl(true)
                        .setKeyCertOptions(new PfxOptions()
                                .setPath(folder.resolve("keys.p12").toString())
                                .setPassword(PASSWORD)))
                .requestHandler(request -> request.response()
                        .putHeader("content-type", "text/html")
                        .end("<h1>Inside</h1>"))
                .listen(0, "127.0.0.1")
                .await();
        String steps = "steps: [{ name: In, browser: [{ goto: / }, { see: text=Inside }] }]";
        String url = "https://localhost:" + server.actualPort();
        try (Ride trusting = new Ride(url, RunSettings.DEFAULT.withAuthorities(pem), folder);
                Ride strange = new Ride(url, RunSettings.DEFAULT, folder)) {
            assertThat(trusting.run(steps).outcome()).isEqualTo(new Outcome.Passed());
            assertThat(strange.run(steps).outcome())
                    .isEqualTo(
                            new Outcome.Failed(
                                    Outcome.Fault.TLS,
                                    "the certificate's issuer is not trusted: it is self-signed, or an intermediate certificate is missing (CERT_AUTHORITY_INVALID)"));
        } finally {
            vertx.close().await();
        }
    }

    private Path keys() throws IOException, InterruptedException {
        Path pem = folder.resolve("certificate.pem");
        keytool(
                "-genkeypair",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-validity",
                "2");
        keytool("-exportcert", "-rfc", "-file", pem.toString());
        return pem;
    }

    /** By the JDK's own tool. */
    private void keytool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-keystore",
                folder.resolve("keys.p12").toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-alias",
                "localhost"));
        command.addAll(1, List.of(arguments));
        Process process = new ProcessBuilder(command).inheritIO().start();
        assertThat(process.waitFor()).isZero();
    }
}
