package dev.outrider.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrider.result.Outcome;
import dev.outrider.result.Outcome.Trouble;
import dev.outrider.result.RunResult;
import dev.outrider.run.http.RawServer;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes along where a redirect leads to another origin, and to another site. */
final class CrossingTest {
    private static final Vertx VERTX = Vertx.vertx(Runner.options());
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    @TempDir
    static Path folder;

    private static Shop shop;

    @BeforeAll
    static void open() throws Exception {
        shop = new Shop(VERTX);
        Path owned = Files.createDirectories(folder.resolve("team-shop"));
        Files.writeString(owned.resolve("canary"), "ride-ahead-4711");
    }

    @AfterAll
    static void stop() {
        shop.close();
    }

    @Test
    void keys_stay_behind_and_the_evidence_says_so() throws Exception {
        try (RawServer other = RawServer.answering(OK);
                RawServer server = redirecting(302, other.url("/there"))) {
            RunResult result = run("""
                    steps:
                      - GET: "%s"
                        headers:
                          Authorization: Bearer literal
                          X-Api-Key: literal
                          X-Auth-Token: literal
                          X-Signature: "v1=${secrets.canary}"
                          X-Seat: window
                    """.formatted(server.url("/")));
            assertThat(result.outcome()).isEqualTo(new Outcome.Passed());
            assertThat(server.requests().getFirst())
                    .contains("Authorization", "X-Api-Key", "X-Auth-Token", "ride-ahead-4711", "X-Region: eu-west");
            assertThat(other.requests().getFirst())
                    .contains("X-Seat: window", "X-Region: eu-west")
                    .doesNotContain("Authorization", "X-Api-Key", "X-Auth-Token", "X-Signature");
            assertThat(result.evidence().exchanges().getLast().requestHeaders())
                    .containsEntry("X-Api-Key", List.of("[not sent: it was for another origin]"))
                    .containsEntry("X-Signature", List.of("[not sent: it was for another origin]"))
                    .containsEntry("X-Seat", List.of("[masked]"));
            assertThat(result.evidence().exchanges().getLast().sentHeaders())
                    .containsKey("X-Seat")
                    .doesNotContainKeys("X-Api-Key", "X-Signature");
        }
    }

    @Test
    void the_agents_own_headers_are_for_the_site_that_was_asked() throws Exception {
        try (RawServer other = RawServer.answering(OK);
                RawServer server = redirecting(302, elsewhere(other))) {
            RunResult result = run("steps: [ { GET: \"%s\" } ]\n".formatted(server.url("/")));
            assertThat(result.outcome()).isEqualTo(new Outcome.Passed());
            assertThat(server.requests().getFirst()).contains("X-Region: eu-west");
            assertThat(other.requests().getFirst()).contains("User-Agent").doesNotContain("X-Region");
        }
    }

    @Test
    void a_body_goes_on_within_the_site_also_with_a_secret() throws Exception {
        try (RawServer other = RawServer.answering(OK);
                RawServer server = redirecting(307, other.url("/there"))) {
            assertThat(run(post(server)).outcome()).isEqualTo(new Outcome.Passed());
            assertThat(other.requests().getFirst()).endsWith("password=ride-ahead-4711");
        }
    }

    @Test
    void to_another_site_it_goes_without_secrets_or_not_at_all() throws Exception {
        try (RawServer other = RawServer.answering(OK);
                RawServer server = redirecting(308, elsewhere(other))) {
            assertThat(run(post(server)).outcome())
                    .isEqualTo(new Outcome.Errored(
                            Trouble.POLICY,
                            ("redirected with 308 from %s to %s, which would be sent the secret in the body of the request;"
                                            + " a step that asks there itself may send it")
                                    .formatted(server.url("/"), elsewhere(other))));
            assertThat(other.requests()).isEmpty();
            assertThat(run("steps: [ { POST: \"%s\", body: plain } ]\n".formatted(server.url("/")))
                            .outcome())
                    .isEqualTo(new Outcome.Passed());
            assertThat(other.requests().getFirst()).endsWith("plain");
        }
    }

    private static String post(RawServer server) {
        return "steps: [ { POST: \"%s\", form: { password: \"${secrets.canary}\" } } ]\n".formatted(server.url("/"));
    }

    /** The same server by a name that is another site than its address. */
    private static String elsewhere(RawServer server) {
        return "http://localhost:%d/there".formatted(server.port());
    }

    private static RawServer redirecting(int status, String to) throws Exception {
        return RawServer.answering(
                "HTTP/1.1 %d Elsewhere\r\nLocation: %s\r\nContent-Length: 0\r\n\r\n".formatted(status, to));
    }

    private static RunResult run(String steps) {
        RunSettings settings = RunSettings.DEFAULT
                .withStarved(Duration.ofSeconds(30))
                .withHeaders(Map.of("X-Region", "eu-west", "Accept-Language", "de"))
                .withSecrets(folder);
        Ride ride = new Ride(VERTX, shop)
                .with(
                        "environments/test.yaml",
                        "environment: test\nvars: { shop: \"%s\" }\nsecrets: { canary: \"file:canary\" }\n"
                                .formatted(shop.url()));
        try (Runner runner = new Runner(VERTX, settings, InstantSource.system(), new Random(1))) {
            return ride.run(runner, ride.compiled(steps));
        }
    }
}
