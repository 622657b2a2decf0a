package dev.outrider.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrider.journey.Journey;
import dev.outrider.result.Evidence;
import dev.outrider.result.Outcome;
import dev.outrider.result.StepResult;
import dev.outrider.result.Timings;
import dev.outrider.run.http.RawServer;
import dev.outrider.script.Compiled;
import dev.outrider.script.Compiler;
import dev.outrider.script.Sources;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an author sees while a journey runs, and while they work on it. */
class LiveTest {
    private static final String ANSWER =
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 11\r\n\r\n{\"ok\":true}";
    private static final String SCRIPT = """
            journey: shop
            title: Two steps
            owner: team-shop
            schedule: every 1m
            steps:
              - name: First
                GET: https://shop.test/
              - name: Second
                GET: https://shop.test/
            """;

    @TempDir
    private Path folder = Path.of(".");

    @Test
    void steps_are_drawn_in_place_as_they_are_made_and_nothing_is_left_behind() {
        StringWriter text = new StringWriter();
        LiveView view = new LiveView(new PrintWriter(text), Paint.NONE, journey(), () -> 5_000_000);
        view.begins(journey().steps().getFirst());
        assertThat(text.toString())
                .contains(" ▸  1 First                         0 ms\n    2 Second\n")
                .doesNotContain("\u001B[2A");
        text.getBuffer().setLength(0);
        view.found(passed("First"));
        assertThat(text.toString())
                .startsWith("\u001B[?7l\u001B[2A\r\u001B[J ✓  1 First ")
                .contains("40 ms");
        text.getBuffer().setLength(0);
        view.close();
        assertThat(text.toString()).isEqualTo("\u001B[2A\r\u001B[J");
    }

    @Test
    @Timeout(120)
    void a_script_that_is_saved_runs_again_until_the_author_has_enough() throws Exception {
        try (RawServer server = RawServer.answering(ANSWER)) {
            Files.createDirectories(folder.resolve("environments"));
            Path script = folder.resolve("shop.journey.yaml");
            String text = SCRIPT.replace("https://shop.test/", server.url("/"));
            Files.writeString(script, text);
            Heard out = new Heard();
            Heard err = new Heard();
            Thread author = Thread.ofVirtual()
                    .start(() -> Outrider.execute(
                            new String[] {"run", "--watch", script.toString()},
                            new PrintStream(out, true, StandardCharsets.UTF_8),
                            new PrintStream(err, true, StandardCharsets.UTF_8)));
            err.await("watching", 1);
            assertThat(out.toString(StandardCharsets.UTF_8)).contains("PASS  2/2 steps");
            Files.writeString(script, text.replace("steps:", "stps:"));
            err.await("did you mean 'steps'?", 1);
            err.await("watching", 2);
            Files.writeString(script, text + "    expect: status == 201\n");
            out.await("FAIL  1/2 steps", 1);
            err.await("watching", 3);
            author.interrupt();
            author.join();
        }
    }

    @Test
    void an_exchange_is_a_command_that_asks_the_same() {
        assertThat(CurlLine.of(exchange("POST", Optional.of("{\"it\":\"it's\"}"))))
                .isEqualTo("curl 'https://shop.test/x' -H 'Content-Type: application/json'"
                        + " -H 'Authorization: [masked]' --data-raw '{\"it\":\"it'\\''s\"}' --compressed");
        assertThat(CurlLine.of(exchange("GET", Optional.empty()))).startsWith("curl 'https://shop.test/x'");
        assertThat(CurlLine.of(exchange("DELETE", Optional.empty()))).startsWith("curl -X DELETE '");
        assertThat(CurlLine.of(exchange("HEAD", Optional.empty()))).startsWith("curl --head '");
        assertThat(CurlLine.of(exchange("PUT", Optional.of("x")))).startsWith("curl -X PUT '");
    }

    @Test
    void debug_shows_it_for_every_request_with_its_secrets_masked() throws Exception {
        try (RawServer server = RawServer.answering(ANSWER)) {
            Files.createDirectories(folder.resolve("environments"));
            Files.writeString(
                    folder.resolve("environments/test.yaml"),
                    "environment: test\nvars: { shop: \"%s\" }\nsecrets: { key: \"file:key\" }\n"
                            .formatted(server.url("")));
            Files.createDirectories(folder.resolve("secrets/team-shop"));
            Files.writeString(folder.resolve("secrets/team-shop/key"), "open-sesame");
            Path script = Files.writeString(folder.resolve("shop.journey.yaml"), """
                    journey: shop
                    owner: team-shop
                    schedule: every 1m
                    steps:
                      - POST: ${env.shop}/orders
                        headers: { Authorization: "Bearer ${secrets.key}" }
                        json: { sku: A1 }
                    """);
            Desk desk = new Desk();
            assertThat(desk.outrider("run", "--debug", "--secrets", folder.resolve("secrets"), script))
                    .as(() -> desk.out() + desk.err())
                    .isZero();
            assertThat(desk.out())
                    .contains("\ncurl '" + server.url("/orders") + "' ")
                    .contains("--data-raw '{\"sku\":\"A1\"}'")
                    .doesNotContain("open-sesame");
        }
    }

    private static Evidence.Exchange exchange(String method, Optional<String> body) {
        Map<String, List<String>> headers = new java.util.LinkedHashMap<>();
        headers.put("Host", List.of("shop.test"));
        headers.put("Content-Type", List.of("application/json"));
        headers.put("Authorization", List.of("[masked]"));
        headers.put("traceparent", List.of("00-1-2-01"));
        return new Evidence.Exchange(
                0,
                1,
                Duration.ZERO,
                Timings.NONE,
                method,
                "https://shop.test/x",
                headers,
                body,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                200,
                Map.of(),
                Optional.empty(),
                0);
    }

    private static Journey journey() {
        Sources sources = new Sources(Map.of("x.journey.yaml", SCRIPT));
        return ((Compiled.Ready) Compiler.compile(sources, "x.journey.yaml", Optional.empty())).journey();
    }

    private static StepResult passed(String name) {
        Duration none = Duration.ZERO;
        return new StepResult(
                name,
                false,
                Optional.empty(),
                6,
                new Outcome.Passed(),
                none,
                new Timings(none, none, none, none, none, Duration.ofMillis(40), none, none),
                1,
                Optional.empty(),
                Optional.of(200),
                List.of(),
                Optional.empty());
    }
}
