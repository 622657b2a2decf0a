package dev.outrider.coordinator.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.outrider.coordinator.ingest.RunSummary;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ApiTest {
    private static Served served;

    @BeforeAll
    static void serve() throws Exception {
        served = new Served(new Fixture());
    }

    @AfterAll
    static void stop() throws Exception {
        served.stop();
    }

    private static JsonObject json(String path) throws Exception {
        HttpResponse<Buffer> response = served.get(path);
        assertThat(response.statusCode()).as(path).isEqualTo(200);
        return body(response);
    }

    private static JsonObject body(HttpResponse<Buffer> response) {
        return new JsonObject(String.valueOf(response.bodyAsString()));
    }

    @Test
    void the_overview_is_the_whole_home_page_in_one_answer() throws Exception {
        JsonObject overview = json("/api/v1/overview?range=6h");
        JsonArray journeys = overview.getJsonArray("journeys");
        assertThat(journeys).hasSize(9);
        JsonArray two = new JsonArray().add(journeys.getValue(0)).add(journeys.getValue(3));
        Golden.check("overview", overview.put("journeys", two));
    }

    @Test
    void journeys_come_with_what_is_wrong_in_their_files() throws Exception {
        JsonObject listing = json("/api/v1/journeys");
        JsonArray first = new JsonArray().add(listing.getJsonArray("items").getValue(0));
        Golden.check("journeys", listing.put("items", first));
    }

    @Test
    void a_journey_has_a_strip_for_each_region() throws Exception {
        Golden.check("journey", json("/api/v1/journeys/checkout?range=1h"));
    }

    @Test
    void a_run_has_its_steps_phases_and_unmet_expectations() throws Exception {
        Golden.check("run", json("/api/v1/runs/" + failed()));
    }

    private static String failed() throws Exception {
        JsonObject runs = json("/api/v1/journeys/checkout/runs?outcome=fail&region=us-east&limit=1");
        return runs.getJsonArray("items").getJsonObject(0).getString("id");
    }

    @Test
    void agents_say_how_they_are() throws Exception {
        Golden.check("agents", json("/api/v1/agents"));
    }

    @Test
    void pages_of_a_list_join_without_a_gap_or_a_repeat() throws Exception {
        List<String> ids = new ArrayList<>();
        String path = "/api/v1/journeys/checkout/runs?region=eu-west&limit=7";
        Optional<String> cursor = Optional.of("");
        while (cursor.isPresent()) {
            JsonObject page = json(path
                    + cursor.map(text -> text.isEmpty() ? "" : "&cursor=" + text)
                            .orElseThrow());
            page.getJsonArray("items").forEach(item -> ids.add(((JsonObject) item).getString("id")));
            cursor = Optional.ofNullable(page.getString("next"));
        }
        assertThat(ids).hasSize(20).doesNotHaveDuplicates();
    }

    @Test
    void the_next_page_is_a_link_that_keeps_the_filters() throws Exception {
        String link = served.get("/api/v1/journeys/checkout/runs?region=eu-west&limit=7")
                .getHeader("Link");
        assertThat(link).matches("</api/v1/journeys/checkout/runs\\?region=eu-west&limit=7&cursor=\\S+>; rel=\"next\"");
    }

    static Stream<Arguments> problems() {
        return Stream.of(
                argumentSet("unknown address", "/api/v1/nothing", 404, "not-found", "nothing at this address"),
                argumentSet("unknown run", "/api/v1/runs/r-1-2", 404, "not-found", "no run “r-1-2”"),
                argumentSet(
                        "unknown journey", "/api/v1/journeys/buy", 404, "not-found", "there are: checkout, gift-card"),
                argumentSet(
                        "unknown journey's runs", "/api/v1/journeys/buy/runs", 404, "not-found", "no journey “buy”"),
                argumentSet("unknown range", "/api/v1/overview?range=2h", 400, "bad-parameter", "allowed: 1h, 6h, 24h"),
                argumentSet("unknown parameter", "/api/v1/overview?rnage=1h", 400, "bad-parameter", "allowed: range"),
                argumentSet("parameter where none is", "/api/v1/agents?x=1", 400, "bad-parameter", "takes none"),
                argumentSet("twice", "/api/v1/overview?range=1h&range=6h", 400, "bad-parameter", "more than once"),
                argumentSet("limit of 0", "/api/v1/journeys/checkout/runs?limit=0", 400, "bad-parameter", "1 to 500"),
                argumentSet(
                        "limit of 501", "/api/v1/journeys/checkout/runs?limit=501", 400, "bad-parameter", "1 to 500"),
                argumentSet(
                        "cursor of nobody", "/api/v1/journeys/checkout/runs?cursor=x", 400, "bad-parameter", "“next”"),
                argumentSet(
                        "unknown region",
                        "/api/v1/journeys/checkout/runs?region=mars",
                        400,
                        "bad-parameter",
                        "allowed: eu-west, us-east, ap-south"),
                argumentSet(
                        "unknown outcome",
                        "/api/v1/journeys/checkout/runs?outcome=bad",
                        400,
                        "bad-parameter",
                        "allowed: pass, degraded, fail, error, skipped"),
                argumentSet("unknown topic", "/api/v1/stream?topics=run,all", 400, "bad-parameter", "“all” is not a"));
    }

    @ParameterizedTest
    @MethodSource("problems")
    void what_cannot_be_answered_is_a_problem_that_says_why(String path, int status, String type, String detail)
            throws Exception {
        HttpResponse<Buffer> response = served.get(path);
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.getHeader("content-type")).isEqualTo("application/problem+json");
        JsonObject problem = body(response);
        assertThat(problem.getString("type")).isEqualTo("/problems/" + type);
        assertThat(problem.getInteger("status")).isEqualTo(status);
        assertThat(problem.getString("detail")).contains(detail);
        assertThat(problem.getString("traceId")).matches("[0-9a-f]{32}");
        assertThat(served.get(problem.getString("type")).statusCode())
                .as("the type's page")
                .isEqualTo(200);
    }

    @Test
    void a_bad_parameter_is_named() throws Exception {
        JsonObject problem = body(served.get("/api/v1/overview?range=2h"));
        assertThat(problem.getJsonArray("errors").getJsonObject(0).getString("parameter"))
                .isEqualTo("range");
    }

    @Test
    void only_reading_is_allowed() throws Exception {
        HttpResponse<Buffer> response = served.ask(HttpMethod.POST, "/api/v1/agents", "*/*");
        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.getHeader("Allow")).isEqualTo("GET, HEAD");
        assertThat(served.ask(HttpMethod.HEAD, "/api/v1/agents", "*/*").statusCode())
                .isEqualTo(200);
    }

    @Test
    void another_media_type_than_json_is_refused() throws Exception {
        assertThat(served.ask(HttpMethod.GET, "/api/v1/agents", "text/csv").statusCode())
                .isEqualTo(406);
    }

    @Test
    void every_answer_carries_the_guards_against_other_sites() throws Exception {
        for (String path : List.of("/", "/api/v1/agents", "/api/v1/nothing")) {
            HttpResponse<Buffer> response = served.get(path);
            assertThat(response.getHeader("Content-Security-Policy"))
                    .startsWith("default-src 'self'")
                    .contains("frame-ancestors 'none'");
            assertThat(response.getHeader("X-Content-Type-Options")).isEqualTo("nosniff");
        }
    }

    @Test
    void the_files_of_a_page_may_be_kept_for_ever_and_the_page_may_not() throws Exception {
        HttpResponse<Buffer> page = served.get("/");
        assertThat(page.getHeader("Cache-Control")).isEqualTo("no-cache");
        String style =
                String.valueOf(page.bodyAsString()).replaceAll("(?s).*href=\"(/assets/\\w+/style.css)\".*", "$1");
        assertThat(served.get(style).getHeader("Cache-Control")).contains("immutable");
        String older = style.replaceAll("/assets/\\w+/", "/assets/0000/");
        assertThat(served.get(older).getHeader("Cache-Control")).isEqualTo("no-store");
        assertThat(served.get("/assets/0000/index.html").statusCode()).isEqualTo(404);
        assertThat(served.get("/assets/0000/..%2Flogback.xml").statusCode()).isEqualTo(404);
    }

    @Test
    void ready_means_that_every_check_is_well() throws Exception {
        assertThat(json("/healthz/live")).isEqualTo(new JsonObject().put("status", "up"));
        assertThat(json("/healthz/ready").getString("status")).isEqualTo("up");
        served.trouble.set(Optional.of("the disk is full; make room in /data"));
        HttpResponse<Buffer> response = served.get("/healthz/ready");
        served.trouble.set(Optional.empty());
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.bodyAsString()).contains("the disk is full; make room in /data");
    }

    @Test
    void metrics_are_in_base_units_and_have_the_states() throws Exception {
        RunSummary run = FixtureRuns.summary("checkout", "eu-west", false, Fixture.NOW);
        served.meters.ingested(run);
        String text = served.get("/metrics").bodyAsString();
        assertThat(text)
                .contains("outrider_results_ingested_total{outcome=\"pass\",region=\"eu-west\"} 1.0")
                .contains("outrider_run_duration_seconds_sum{outcome=\"pass\",region=\"eu-west\"} 1.18")
                .contains("outrider_agents{state=\"silent\"} 1.0")
                .contains("outrider_stream_listeners")
                .contains("vertx_http_server_response_time_seconds_count")
                .containsPattern("outrider_journey_state\\{[^}]*journey=\"checkout\"[^}]*state=\"down\"} 1.0")
                .doesNotContain("# EOF");
        String open = served.ask(HttpMethod.GET, "/metrics", "application/openmetrics-text")
                .bodyAsString();
        assertThat(open).endsWith("# EOF\n");
    }
}
