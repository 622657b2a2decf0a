package dev.outrider.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.outrider.result.Outcome;
import dev.outrider.result.Outcome.Fault;
import dev.outrider.result.Outcome.Trouble;
import dev.outrider.result.RunResult;
import dev.outrider.run.http.Cidr;
import dev.outrider.run.http.Targets;
import dev.outrider.script.Compiled;
import dev.outrider.script.Compiler;
import dev.outrider.script.Sources;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How targets are reached, as an environment says it: against a real nginx and a real tinyproxy. */
final class ReachTest {
    private static final Vertx VERTX = Vertx.vertx(Runner.options());
    private static final String NGINX = "/usr/sbin/nginx";
    private static final String TINYPROXY = "/usr/bin/tinyproxy";
    private static final String PINNED = "hosts:\n  \"*.example\": { resolve: 127.0.0.1, ca: file:ca.pem }\n";

    @TempDir
    private static Path folder;

    private static Path secrets = Path.of("");
    private static Peers.@Nullable Peer nginx;
    private static int open;
    private static int old;
    private static int young;

    @BeforeAll
    static void start() throws Exception {
        Peers.need(NGINX, TINYPROXY, "/usr/bin/openssl");
        secrets = folder.resolve("secrets");
        vouch(Files.createDirectories(secrets.resolve("team-shop")));
        open = Peers.freePort();
        old = Peers.freePort();
        young = Peers.freePort();
        Path conf = folder.resolve("nginx.conf");
        Files.writeString(conf, conf());
        nginx = Peers.start(folder, young, NGINX, "-p", folder.toString(), "-c", conf.toString());
    }

    /** Who vouches for whom: the files lie in the folder of their owner's secrets. */
    private static void vouch(Path own) throws IOException, InterruptedException {
        Authority.in(own)
                .signs("a", "DNS:a.example")
                .signs("b", "DNS:b.example")
                .signs("local", "DNS:localhost,IP:127.0.0.1")
                .signs("canary", "DNS:canary.example");
        Peers.run(own, "openssl", "ec", "-in", "canary.key", "-out", "traditional.key");
        Files.writeString(own.resolve("proxy"), "open sesame\n");
    }

    private static String conf() {
        String user = "root".equals(System.getProperty("user.name")) ? "user root;\n" : "";
        return user
                + """
                daemon off;
                pid nginx.pid;
                error_log stderr;
                events { worker_connections 64; }
                http {
                  access_log off;
                  client_body_temp_path t1; proxy_temp_path t2; fastcgi_temp_path t3; uwsgi_temp_path t4; scgi_temp_path t5;
                  ssl_certificate KEYS/local.pem;
                  ssl_certificate_key KEYS/local.key;
                  ssl_protocols TLSv1.2 TLSv1.3;
                  ssl_client_certificate KEYS/ca.pem;
                  server {
                    listen 127.0.0.1:OPEN ssl http2;
                    server_name localhost;
                    location / { return 200 "local $host"; }
                  }
                  server {
                    listen 127.0.0.1:OPEN ssl http2;
                    server_name a.example;
                    ssl_certificate KEYS/a.pem;
                    ssl_certificate_key KEYS/a.key;
                    location / { return 200 "a $ssl_protocol $ssl_server_name $host"; }
                  }
                  server {
                    listen 127.0.0.1:OPEN ssl http2;
                    server_name b.example;
                    ssl_certificate KEYS/b.pem;
                    ssl_certificate_key KEYS/b.key;
                    location / { return 200 "b $ssl_protocol $ssl_server_name $host"; }
                  }
                  server {
                    listen 127.0.0.1:OLD ssl;
                    server_name localhost;
                    ssl_protocols TLSv1.2;
                    ssl_verify_client on;
                    location / { return 200 "$ssl_protocol $ssl_client_s_dn"; }
                  }
                  server {
                    listen 127.0.0.1:YOUNG ssl;
                    server_name localhost;
                    ssl_protocols TLSv1.3;
                    ssl_verify_client on;
                    location / { return 200 "$ssl_protocol $ssl_client_s_dn"; }
                  }
                }
                """.replace("KEYS", "secrets/team-shop")
                        .replace("OPEN", "" + open)
                        .replace("OLD", "" + old)
                        .replace("YOUNG", "" + young);
    }

    @AfterAll
    static void stop() {
        if (nginx != null) {
            nginx.close();
        }
    }

    @Test
    void a_host_is_asked_at_the_address_that_it_is_pinned_to_and_by_its_own_name() {
        assertThat(outcome(PINNED, """
                  - { name: A, GET: "https://a.example:OPEN/", expect: "text == 'a TLSv1.3 a.example a.example'" }
                  - { name: B, GET: "https://b.example:OPEN/", expect: "text == 'b TLSv1.3 b.example b.example'" }
                  - { name: Other, tls: "b.example:OPEN", expect: "'b.example' in tls.names" }
                """)).isEqualTo(new Outcome.Passed());
    }

    @Test
    void the_closest_entry_counts() {
        String hosts = """
                hosts:
                  "*.example": { resolve: 127.0.0.9 }
                  "a.example:%d": { resolve: [127.0.0.8, 127.0.0.1], ca: file:ca.pem }
                """.formatted(open);
        assertThat(outcome(hosts, "  - { name: A, GET: \"https://a.example:OPEN/\" }\n"))
                .isEqualTo(new Outcome.Passed());
    }

    @Test
    void a_server_can_be_asked_for_another_name_which_it_must_prove() {
        String hosts = "hosts:\n  new.example: { resolve: 127.0.0.1, ca: file:ca.pem, name: %s }\n";
        String steps =
                "  - { name: New, GET: \"https://new.example:OPEN/\", expect: \"text == 'local new.example'\" }\n";
        assertThat(outcome(hosts.formatted("a.example"), steps)).isEqualTo(new Outcome.Passed());
        assertThat(outcome(hosts.formatted("c.example"), steps))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class, fail -> assertThat(fail.fault()).isEqualTo(Fault.TLS));
    }

    @Test
    void an_authority_is_trusted_at_its_hosts_only() {
        String steps = "  - { name: A, GET: \"https://%s:OPEN/\" }\n";
        String hosts =
                "hosts:\n  a.example: { resolve: 127.0.0.1, ca: file:ca.pem }\n  b.example: { resolve: 127.0.0.1 }\n";
        assertThat(outcome(hosts, steps.formatted("a.example"))).isEqualTo(new Outcome.Passed());
        assertThat(outcome(hosts, steps.formatted("b.example")))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        fail -> assertThat(fail.detail()).startsWith("the certificate's issuer is not trusted"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"OLD", "YOUNG"})
    void a_client_shows_itself_by_its_certificate(String port) {
        String hosts =
                "hosts: { localhost: { ca: file:ca.pem, certificate: file:canary.pem, key: file:canary.key } }\n";
        assertThat(outcome(
                        hosts,
                        "  - { name: In, GET: \"https://localhost:" + port
                                + "/\", expect: text.endsWith('CN=canary') }\n"))
                .isEqualTo(new Outcome.Passed());
    }

    @Test
    void a_server_that_wants_a_certificate_says_so_to_who_has_none() {
        assertThat(outcome(
                        "hosts: { localhost: { ca: file:ca.pem } }\n",
                        "  - { name: In, GET: \"https://localhost:YOUNG/\" }\n"))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class, fail -> assertThat(fail.detail()).contains("400"));
    }

    @ParameterizedTest
    @MethodSource("unusable")
    void papers_that_cannot_be_used_are_our_trouble(String papers, Trouble trouble, String detail) {
        Outcome outcome = outcome(
                "hosts: { localhost: { " + papers + " } }\n",
                "  - { name: In, GET: \"https://localhost:YOUNG/\", retry: 1 }\n");
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Errored.class, error -> {
            assertThat(error.trouble()).isEqualTo(trouble);
            assertThat(error.detail()).contains(detail);
        });
    }

    static Stream<Arguments> unusable() {
        return Stream.of(
                argumentSet(
                        "another's key",
                        "certificate: file:canary.pem, key: file:a.key",
                        Trouble.CERTIFICATE,
                        "the key for localhost is not that of its client certificate (CN=canary)"),
                argumentSet(
                        "no key",
                        "certificate: file:canary.pem, key: file:canary.pem",
                        Trouble.CERTIFICATE,
                        "its key is no PEM text with a PRIVATE KEY"),
                argumentSet(
                        "an old form of key",
                        "certificate: file:canary.pem, key: file:traditional.key",
                        Trouble.CERTIFICATE,
                        "openssl pkcs8 -topk8 -nocrypt"),
                argumentSet(
                        "no certificate",
                        "certificate: file:canary.key, key: file:canary.key",
                        Trouble.CERTIFICATE,
                        "the client certificate for localhost cannot be used"),
                argumentSet(
                        "no authority", "ca: file:proxy", Trouble.CERTIFICATE, "the authorities to trust at localhost"),
                argumentSet("nothing", "ca: file:missing.pem", Trouble.SECRET, "there is no "));
    }

    @Test
    void a_client_certificate_that_has_expired_is_our_trouble() {
        String hosts =
                "hosts: { localhost: { ca: file:ca.pem, certificate: file:canary.pem, key: file:canary.key } }\n";
        InstantSource later = () -> InstantSource.system().instant().plus(Duration.ofDays(10));
        try (Runner runner = new Runner(VERTX, settings(), later, new Random(1))) {
            Outcome outcome = run(runner, hosts, "  - { name: In, GET: \"https://localhost:YOUNG/\" }\n")
                    .outcome();
            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            Outcome.Errored.class,
                            error -> assertThat(error.detail())
                                    .startsWith("the client certificate for localhost (CN=canary) expired on "));
        }
    }

    @Test
    void authorities_of_a_folder_are_trusted_as_soon_as_they_lie_there() throws Exception {
        Path authorities = Files.createDirectories(folder.resolve("authorities"));
        String steps = "  - { name: Local, GET: \"https://localhost:OPEN/\" }\n";
        try (Runner runner =
                new Runner(VERTX, settings().withAuthorities(authorities), InstantSource.system(), new Random(1))) {
            assertThat(run(runner, "", steps).outcome()).isInstanceOf(Outcome.Failed.class);
            Files.copy(secrets.resolve("team-shop/ca.pem"), authorities.resolve("ours.pem"));
            Instant end = Instant.now().plusSeconds(30);
            RunResult result = run(runner, "", steps);
            while (!(result.outcome() instanceof Outcome.Passed)
                    && Instant.now().isBefore(end)) {
                result = run(runner, "", steps);
            }
            assertThat(result.outcome()).isEqualTo(new Outcome.Passed());
        }
    }

    @Test
    void a_proxy_carries_plain_and_encrypted_requests_for_who_logs_in() throws Exception {
        int port = Peers.freePort();
        try (Peers.Peer proxy = tinyproxy(port, "BasicAuth canary open-sesame");
                Shop shop = new Shop(VERTX).on(HttpMethod.GET, "/x", 200, "x")) {
            Files.writeString(secrets.resolve("team-shop/proxy"), "open-sesame\n");
            String reach = """
                    proxy: { address: "127.0.0.1:%d", user: canary, password: file:proxy }
                    hosts: { localhost: { ca: file:ca.pem } }
                    """.formatted(port);
            String steps = """
                      - { name: Plain, GET: "%s/x" }
                      - { name: Again, GET: "%s/x" }
                      - { name: Secure, GET: "https://localhost:OPEN/", expect: "text == 'local localhost'" }
                    """.formatted(shop.url(), shop.url());
            RunResult result = result(reach, steps);
            assertThat(result.outcome()).isEqualTo(new Outcome.Passed());
            assertThat(result.evidence().exchanges()).allSatisfy(exchange -> {
                assertThat(exchange.address()).contains("127.0.0.1:" + port);
                assertThat(exchange.requestHeaders()).doesNotContainKey("Proxy-Authorization");
            });
            assertThat(proxy.process().isAlive()).isTrue();
            Files.writeString(secrets.resolve("team-shop/proxy"), "close sesame\n");
            refusedByProxy(reach, "https://localhost:OPEN/", "401");
            refusedByProxy(reach.replace("user: canary, password: file:proxy", ""), "https://localhost:OPEN/", "407");
            refusedByProxy(reach.replace("user: canary, password: file:proxy", ""), shop.url() + "/x", "407");
        }
    }

    private static void refusedByProxy(String reach, String url, String status) {
        assertThat(outcome(reach, "  - { name: In, GET: \"" + url + "\" }\n"))
                .isInstanceOfSatisfying(Outcome.Errored.class, error -> {
                    assertThat(error.trouble()).isEqualTo(Trouble.PROXY);
                    assertThat(error.detail())
                            .startsWith("the proxy 127.0.0.1:")
                            .contains(" answered " + status);
                });
    }

    @Test
    void what_a_proxy_says_of_a_target_is_a_finding_and_what_it_does_not_say_is_none() throws Exception {
        int port = Peers.freePort();
        int nobody = Peers.freePort();
        String steps = "  - { name: In, GET: \"%s://localhost:" + nobody + "/\" }\n";
        String reach = "proxy: { address: \"127.0.0.1:%d\" }\n";
        try (Peers.Peer proxy = tinyproxy(port, "")) {
            assertThat(outcome(reach.formatted(port), steps.formatted("https")))
                    .isInstanceOfSatisfying(Outcome.Failed.class, fail -> {
                        assertThat(fail.fault()).isEqualTo(Fault.CONNECT);
                        assertThat(fail.detail())
                                .startsWith("the proxy 127.0.0.1:%d could not reach localhost:%d: it answered 5"
                                        .formatted(port, nobody));
                    });
            assertThat(outcome(reach.formatted(port), steps.formatted("http"))).isInstanceOf(Outcome.Failed.class);
            assertThat(proxy.process().isAlive()).isTrue();
        }
        for (String scheme : List.of("http", "https")) {
            assertThat(outcome(reach.formatted(nobody), steps.formatted(scheme)))
                    .isInstanceOfSatisfying(Outcome.Errored.class, error -> {
                        assertThat(error.trouble()).isEqualTo(Trouble.PROXY);
                        assertThat(error.detail()).startsWith("the proxy cannot be reached: connection refused");
                    });
        }
    }

    @Test
    void a_host_is_reached_without_the_proxy_where_it_says_so() throws Exception {
        String reach = "proxy: { address: \"127.0.0.1:%d\" }\nhosts: { localhost: { direct: true, ca: file:ca.pem } }\n"
                .formatted(Peers.freePort());
        assertThat(outcome(reach, "  - { name: In, GET: \"https://localhost:OPEN/\" }\n"))
                .isEqualTo(new Outcome.Passed());
    }

    @Test
    void pins_and_proxies_lead_nowhere_that_an_agent_must_not_ask() {
        String steps = "  - { name: In, GET: \"%s\" }\n";
        for (String reach : List.of(
                "hosts: { a.example: { resolve: 169.254.169.254 } }\n",
                "proxy: { address: \"169.254.169.254:80\" }\n")) {
            refused(reach, steps.formatted("http://a.example/"), "169.254.169.254, which is cloud metadata");
        }
        refused(
                "proxy: { address: \"127.0.0.1:1\" }\n",
                steps.formatted("http://10.1.2.3/"),
                "10.1.2.3, which is private");
    }

    private static void refused(String reach, String steps, String detail) {
        RunSettings settings = settings().withTargets(new Targets.Guarded(List.of(Cidr.of("127.0.0.0/8"))));
        try (Runner runner = new Runner(VERTX, settings, InstantSource.system(), new Random(1))) {
            assertThat(run(runner, reach, steps).outcome()).isInstanceOfSatisfying(Outcome.Errored.class, error -> {
                assertThat(error.trouble()).isEqualTo(Trouble.POLICY);
                assertThat(error.detail()).contains(detail);
            });
        }
    }

    private static Peers.Peer tinyproxy(int port, String more) throws IOException, InterruptedException {
        Path conf = folder.resolve("tinyproxy-" + port + ".conf");
        Files.writeString(
                conf,
                "Port " + port + "\nListen 127.0.0.1\nAllow 127.0.0.1\nTimeout 60\nMaxClients 20\n" + more + "\n");
        return Peers.start(folder, port, TINYPROXY, "-d", "-c", conf.toString());
    }

    private static RunSettings settings() {
        return RunSettings.DEFAULT.withStarved(Duration.ofMinutes(1)).withSecrets(secrets);
    }

    private static Outcome outcome(String reach, String steps) {
        return result(reach, steps).outcome();
    }

    private static RunResult result(String reach, String steps) {
        try (Runner runner = new Runner(VERTX, settings(), InstantSource.system(), new Random(1))) {
            return run(runner, reach, steps);
        }
    }

    private static RunResult run(Runner runner, String reach, String steps) {
        String script = "journey: away\nowner: team-shop\nschedule: every 1m\nsteps:\n"
                + steps.replace("OPEN", "" + open).replace("OLD", "" + old).replace("YOUNG", "" + young);
        Sources sources = new Sources(
                Map.of("away.journey.yaml", script, "environments/test.yaml", "environment: test\n" + reach));
        Compiled compiled = Compiler.compile(sources, "away.journey.yaml", Optional.of("test"));
        assertThat(compiled.problems()).as(script + reach).isEmpty();
        Compiled.Ready ready = (Compiled.Ready) compiled;
        return runner.run(ready.journey(), ready.environment().forRegion("eu-west"), Ride.request());
    }
}
