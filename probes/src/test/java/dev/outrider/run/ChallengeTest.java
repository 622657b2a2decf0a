package dev.outrider.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.outrider.result.Outcome;
import dev.outrider.result.Outcome.Trouble;
import dev.outrider.result.RunResult;
import dev.outrider.zoo.Zoo;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Pages as the vendors document them or their modules write them, and pages that only look alike. */
final class ChallengeTest {
    private static final Path PAGES = Path.of("src/test/resources/challenges");

    private Vertx vertx;
    private Shop shop;

    @BeforeEach
    void open() {
        vertx = Vertx.vertx();
        shop = new Shop(vertx);
    }

    @AfterEach
    void close() {
        shop.close();
        vertx.close().await();
    }

    static Stream<Arguments> challenges() {
        return Stream.of(
                argumentSet("Cloudflare", "Cloudflare", "cloudflare.http"),
                argumentSet("AWS, silently", "AWS WAF", "aws-challenge.http"),
                argumentSet("AWS, a puzzle", "AWS WAF", "aws-captcha.http"),
                argumentSet("Vercel", "Vercel", "vercel.http"),
                argumentSet("DataDome, a page", "DataDome", "datadome.http"),
                argumentSet("DataDome, JSON", "DataDome", "datadome-json.http"),
                argumentSet("HUMAN, a page", "HUMAN (PerimeterX)", "human.http"),
                argumentSet("HUMAN, JSON", "HUMAN (PerimeterX)", "human-json.http"),
                argumentSet("Imperva, a script", "Imperva (Incapsula)", "imperva-script.http"),
                argumentSet("Imperva, an incident", "Imperva (Incapsula)", "imperva-incident.http"),
                argumentSet("Akamai, JSON", "Akamai", "akamai-json.http"),
                argumentSet("Akamai, a page", "Akamai", "akamai.http"),
                argumentSet("Kasada", "Kasada", "kasada.http"));
    }

    @ParameterizedTest
    @MethodSource("challenges")
    void a_challenge_says_nothing_about_the_shop(String vendor, String page) throws IOException {
        serve(page);
        RunResult result = new Ride(vertx, shop).run("""
                steps:
                  - { name: Home, GET: /, expect: "html.count('h1') == 1" }
                """);
        assertThat(result.outcome()).isInstanceOf(Outcome.Errored.class);
        Outcome.Errored errored = (Outcome.Errored) result.outcome();
        assertThat(errored.trouble()).isEqualTo(Trouble.CHALLENGED);
        assertThat(errored.detail())
                .startsWith("the bot defence of " + vendor + " challenged us (status ")
                .contains("let the canary in");
        assertThat(result.evidence().exchanges()).hasSize(1);
    }

    static List<String> lookAlikes() {
        return List.of(
                "blog-about-cloudflare.http",
                "behind-cloudflare.http",
                "shops-own-captcha.http",
                "article-about-bots.http",
                "behind-imperva.http",
                "refused-by-the-shop.http",
                "behind-datadome.http");
    }

    @ParameterizedTest
    @MethodSource("lookAlikes")
    void a_page_that_only_looks_alike_is_judged_like_any_other(String page) throws IOException {
        serve(page);
        RunResult result = new Ride(vertx, shop).run("""
                steps:
                  - { name: Home, GET: /, expect: [ "status in [200, 403]", "html.count('h1') == 1" ] }
                """);
        assertThat(result.outcome()).isEqualTo(new Outcome.Passed());
    }

    @Test
    void a_poll_does_not_knock_again_at_a_door_with_a_guard() throws IOException {
        serve("cloudflare.http");
        RunResult result = new Ride(vertx, shop).run("""
                steps:
                  - { name: Wait, GET: /, poll: { until: "json.ready", every: 10ms, for: 5s } }
                """);
        assertThat(((Outcome.Errored) result.outcome()).trouble()).isEqualTo(Trouble.CHALLENGED);
        assertThat(shop.asked()).hasSize(1);
    }

    /** Those that are challenges are the zoo's; those that only look alike are ours. */
    private static String read(String page) throws IOException {
        try (InputStream challenge = Zoo.class.getResourceAsStream("challenges/" + page)) {
            return challenge == null
                    ? Files.readString(PAGES.resolve(page))
                    : new String(challenge.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Status line, headers, an empty line, a body. */
    private void serve(String page) throws IOException {
        String[] parts = read(page).split("\n\n", 2);
        List<String> head = parts[0].lines().toList();
        shop.on(HttpMethod.GET, "/", (request, body) -> {
            HttpServerResponse response = request.response()
                    .setStatusCode(Integer.parseInt(head.getFirst().split(" ", 3)[1]));
            head.stream().skip(1).forEach(line -> {
                String[] field = line.split(": ", 2);
                response.putHeader(field[0], field[1]);
            });
            response.end(io.vertx.core.buffer.Buffer.buffer(parts[1].getBytes(StandardCharsets.UTF_8)));
        });
    }
}
