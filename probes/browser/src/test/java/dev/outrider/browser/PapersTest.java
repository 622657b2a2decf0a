package dev.outrider.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrider.result.Outcome;
import dev.outrider.result.Outcome.Fault;
import dev.outrider.result.Outcome.Trouble;
import dev.outrider.run.RunSettings;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an environment says of TLS with one host holds for the browser too. */
class PapersTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final String PASSWORD = "changeit";
    private static final String STEPS = """
            steps:
              - name: In
                browser: [{ goto: / }]
                expect: page.text('h1') == 'CN=canary' && page.title == 'h2 true'
            """;

    @TempDir
    private static Path folder;

    private static int port;

    @BeforeAll
    static void open() throws Exception {
        Machine.assumeBrowser();
        Path own = Files.createDirectories(folder.resolve("team-shop"));
        for (String name : new String[] {"localhost", "canary", "stranger"}) {
            keys(own, name);
        }
        HttpServer server = VERTX.createHttpServer(new HttpServerOptions()
                        .setSsl(true)
                        .setUseAlpn(true)
                        .setClientAuth(ClientAuth.REQUIRED)
                        .setTrustOptions(new PemTrustOptions()
                                .addCertPath(own.resolve("canary.pem").toString()))
                        .setKeyCertOptions(new PfxOptions()
                                .setPath(own.resolve("localhost.p12").toString())
                                .setPassword(PASSWORD)))
                .requestHandler(PapersTest::greet)
                .listen(0, "127.0.0.1")
                .await();
        port = server.actualPort();
    }

    private static void greet(HttpServerRequest request) {
        try {
            request.response()
                    .putHeader("content-type", "text/html")
                    .end(
                            "<h1>"
                                    + request.connection()
                                            .sslSession()
                                            .getPeerPrincipal()
                                            .getName() + "</h1><script>"
                                    + "document.title = performance.getEntriesByType('navigation')[0].nextHopProtocol + ' ' + isSecureContext;</script>");
        } catch (SSLPeerUnverifiedException unknown) {
            request.response().setStatusCode(403).end();
        }
    }

    @Test
    void an_authority_and_a_client_certificate_for_one_host() {
        assertThat(outcome("ca: file:localhost.pem, certificate: file:canary.pem, key: file:canary.key"))
                .isEqualTo(new Outcome.Passed());
    }

    @Test
    void another_authority_does_not_do_and_has_the_words_that_requests_have() {
        assertThat(outcome("ca: file:canary.pem, certificate: file:canary.pem, key: file:canary.key"))
                .isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
                    assertThat(failed.fault()).isEqualTo(Fault.TLS);
                    assertThat(failed.detail())
                            .startsWith("the certificate's issuer is not trusted")
                            .doesNotContain("(CERT_");
                });
    }

    @Test
    void a_certificate_of_ours_that_is_refused_is_our_trouble() {
        assertThat(outcome("ca: file:localhost.pem, certificate: file:stranger.pem, key: file:stranger.key"))
                .isInstanceOfSatisfying(Outcome.Errored.class, error -> {
                    assertThat(error.trouble()).isEqualTo(Trouble.CERTIFICATE);
                    assertThat(error.detail())
                            .startsWith("the client certificate for localhost (CN=stranger) was refused: ");
                });
    }

    private static Outcome outcome(String papers) {
        try (Ride ride = new Ride("https://localhost:" + port, RunSettings.DEFAULT, folder)) {
            ride.environment("hosts: { localhost: { resolve: 127.0.0.1, %s } }\n".formatted(papers));
            return ride.run(STEPS, false).outcome();
        }
    }

    /** A key store, and the certificate and the key as PEM beside it, by the JDK's own tool. */
    private static void keys(Path own, String name) throws IOException, InterruptedException, GeneralSecurityException {
        Path store = own.resolve(name + ".p12");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "san=dns:" + name,
                        "-validity",
                        "2",
                        "-keystore",
                        store.toString(),
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-alias",
                        name)
                .inheritIO()
                .start();
        assertThat(process.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream file = Files.newInputStream(store)) {
            keys.load(file, PASSWORD.toCharArray());
        }
        Files.writeString(
                own.resolve(name + ".pem"),
                pem("CERTIFICATE", keys.getCertificate(name).getEncoded()));
        Files.writeString(
                own.resolve(name + ".key"),
                pem("PRIVATE KEY", keys.getKey(name, PASSWORD.toCharArray()).getEncoded()));
    }

    private static String pem(String kind, byte[] content) {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(kind, text);
    }
}
