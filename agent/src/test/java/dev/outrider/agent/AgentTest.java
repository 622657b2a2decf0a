package dev.outrider.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.outrider.agent.trace.Collector;
import dev.outrider.cli.HostPort;
import dev.outrider.fleet.Bundle;
import dev.outrider.fleet.Bundles;
import dev.outrider.fleet.Plan;
import dev.outrider.result.RunResult;
import dev.outrider.run.http.Cidr;
import dev.outrider.script.Compiled;
import dev.outrider.script.Compiler;
import dev.outrider.script.Sources;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A whole agent between a real target and a real cluster. */
@Timeout(90)
final class AgentTest {
    private static final Duration INTERVAL = Duration.ofMillis(500);
    private static final Duration LEASE = Duration.ofSeconds(4);

    @TempDir
    Path directory;

    private final Vertx vertx = Vertx.vertx();
    private final Desk desk = new Desk();
    private final BlockingQueue<Visit> visits = new LinkedBlockingQueue<>();
    private final AtomicInteger asked = new AtomicInteger();
    private volatile long slowness = 1;
    private Optional<Collector> collector = Optional.empty();
    private HttpServer target = vertx.createHttpServer();

    /** What a customer asked for at the target. */
    private record Visit(String path, Instant at, String traceparent) {}

    @BeforeEach
    void start() throws Exception {
        target = vertx.createHttpServer()
                .requestHandler(this::answer)
                .listen(0, "127.0.0.1")
                .await(10, TimeUnit.SECONDS);
        desk.open();
    }

    @AfterEach
    void stop() throws Exception {
        desk.close();
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    private void answer(HttpServerRequest request) {
        asked.incrementAndGet();
        visits.add(new Visit(
                String.valueOf(request.path()), Instant.now(), String.valueOf(request.getHeader("traceparent"))));
        vertx.setTimer(slowness, due -> request.response().end("hello"));
    }

    @Test
    @Tag("slow")
    void what_it_finds_while_there_is_no_coordinator_is_delivered_once_when_one_comes() throws Exception {
        desk.plan(plan(reading("visit")));
        try (Agent _ = agent()) {
            List<RunResult> found = new ArrayList<>(List.of(desk.next()));
            desk.close();
            awaitVisits("/visit", 6);
            desk.open();
            while (found.size() < 12) {
                found.add(desk.next());
            }
            assertThat(found).extracting(result -> result.outcome().word()).containsOnly("pass");
            assertThat(found.stream().map(result -> result.key().slot()))
                    .containsExactlyElementsOf(
                            Stream.iterate(found.getFirst().key().slot(), slot -> slot.plus(INTERVAL))
                                    .limit(found.size())
                                    .toList());
        }
    }

    @Test
    void restarted_without_a_coordinator_it_goes_on_with_the_plan_it_had() throws Exception {
        desk.plan(plan(reading("visit")));
        try (Agent _ = agent()) {
            desk.next();
        }
        desk.close();
        desk.forget();
        Instant restarted = Instant.now();
        try (Agent _ = agent()) {
            awaitVisits("/visit", 2);
            desk.open();
            assertThat(desk.next("visit", "pass").key().slot()).isAfter(restarted.minus(INTERVAL));
        }
    }

    @Test
    @Tag("slow")
    void what_changes_things_stops_with_the_lease_and_what_reads_goes_on() throws Exception {
        desk.plan(plan(reading("visit"), mutating("order")));
        try (Agent _ = agent()) {
            desk.next("order", "pass");
            Instant cut = Instant.now();
            desk.close();
            awaitVisits("/visit", 12);
            assertThat(visits.stream()
                            .filter(visit -> visit.path.equals("/order"))
                            .map(Visit::at))
                    .allMatch(at -> at.isBefore(cut.plus(LEASE).plusSeconds(2)));
            desk.open();
            assertThat(desk.next("order", "skipped").outcome().toString()).contains("lease of 4 s");
            assertThat(desk.next("order", "pass").key().slot()).isAfter(cut.plus(LEASE));
        }
    }

    @Test
    void without_a_plan_it_waits_and_says_so_and_begins_when_one_comes() throws Exception {
        try (Agent agent = agent()) {
            assertThat(get(agent, "/healthz/live")).isEqualTo("200 ok\n");
            assertThat(get(agent, "/healthz/ready")).startsWith("503 {\"ready\":false");
            desk.plan(plan(reading("visit")));
            desk.next("visit", "pass");
            assertThat(get(agent, "/healthz/ready"))
                    .isEqualTo("200 {\"ready\":true,\"plan\":1,\"journeys\":1,\"bundlesMissing\":0}");
            assertThat(get(agent, "/metrics"))
                    .contains("outrider_agent_run_duration_seconds_count{outcome=\"pass\"}")
                    .contains("outrider_agent_run_lateness_seconds_count{outcome=\"pass\"}")
                    .contains("outrider_agent_results_delivered_total 1.0")
                    .contains("outrider_agent_clock_offset_seconds")
                    .contains("outrider_agent_spool_size_bytes");
        }
    }

    @Test
    void a_bundle_that_it_cannot_compile_or_get_is_an_error_that_says_so_and_holds_up_nobody() throws Exception {
        Bundle spoiled = new Bundle("a".repeat(64), "spoiled", "demo", "j.journey.yaml", Map.of());
        desk.keep(spoiled);
        desk.plan(plan(
                assignment("spoiled", spoiled.digest(), false),
                assignment("gone", "0".repeat(64), false),
                reading("visit")));
        try (Agent _ = agent()) {
            desk.next("visit", "pass");
            assertThat(desk.next("spoiled", "error").outcome().toString())
                    .contains("not the one that its digest names");
            assertThat(desk.next("gone", "error").outcome().toString()).contains("bundle has not come");
        }
    }

    @Test
    void told_to_stop_it_ends_what_it_is_at_and_hands_it_over() throws Exception {
        slowness = 200;
        desk.plan(plan(reading("visit")));
        try (Agent _ = agent()) {
            desk.next("visit", "pass");
            awaitVisits("/visit", 1);
        }
        assertThat(desk.delivered()).isEqualTo(asked.get());
    }

    @Test
    void a_collector_of_traces_gets_each_run_with_the_ids_that_its_target_was_told() throws Exception {
        BlockingQueue<Span> spans = new LinkedBlockingQueue<>();
        HttpServer receiver = vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> {
                    spans.addAll(spans(body.getBytes()));
                    request.response().end();
                }))
                .listen(0, Desk.HOST)
                .await(10, TimeUnit.SECONDS);
        URI url = URI.create("http://%s:%d/v1/traces".formatted(Desk.HOST, receiver.actualPort()));
        collector = Optional.of(new Collector(url, Map.of("X-Key", "abc")));
        desk.plan(plan(reading("visit")));
        RunResult run;
        try (Agent _ = agent()) {
            run = desk.next("visit", "pass");
        }
        Map<String, Span> byName = spans.stream()
                .filter(span -> hex(span.getTraceId()).equals(run.trace()))
                .collect(Collectors.toMap(Span::getName, span -> span));
        assertThat(byName).containsOnlyKeys("visit", "Open");
        Span root = Objects.requireNonNull(byName.get("visit"));
        Span step = Objects.requireNonNull(byName.get("Open"));
        assertThat(visits)
                .extracting(Visit::traceparent)
                .contains("00-%s-%s-01".formatted(run.trace(), hex(step.getSpanId())));
        assertThat(step.getParentSpanId()).isEqualTo(root.getSpanId());
        assertThat(root.getStartTimeUnixNano() / 1_000_000)
                .isEqualTo(run.startedAt().toEpochMilli());
        assertThat(step.getAttributesList().toString())
                .contains("url.full", "/visit", "http.response.status_code", "outrider.phase.wait_ms");
    }

    @Test
    void a_collector_that_is_away_costs_no_result() throws Exception {
        collector = Optional.of(new Collector(URI.create("http://127.0.0.1:1/v1/traces"), Map.of()));
        desk.plan(plan(reading("visit")));
        try (Agent _ = agent()) {
            desk.next("visit", "pass");
        }
        assertThat(desk.delivered()).isEqualTo(asked.get());
    }

    private static List<Span> spans(byte[] body) {
        try {
            return ExportTraceServiceRequest.parseFrom(body).getResourceSpansList().stream()
                    .flatMap(resource -> resource.getScopeSpansList().stream())
                    .flatMap(scope -> scope.getSpansList().stream())
                    .toList();
        } catch (InvalidProtocolBufferException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    private static String hex(ByteString bytes) {
        return HexFormat.of().formatHex(bytes.toByteArray());
    }

    @Test
    void two_agents_do_not_share_a_directory() {
        try (Agent _ = agent()) {
            assertThatThrownBy(this::agent)
                    .isInstanceOf(AgentException.class)
                    .hasMessageContaining("is in use by the agent with process id")
                    .hasMessageContaining("--data");
        }
    }

    /** Visits from now on. */
    private void awaitVisits(String path, int count) throws InterruptedException {
        visits.clear();
        int seen = 0;
        List<Visit> all = new ArrayList<>();
        while (seen < count) {
            Visit visit = Optional.ofNullable(visits.poll(30, TimeUnit.SECONDS)).orElseThrow();
            all.add(visit);
            seen += visit.path.equals(path) ? 1 : 0;
        }
        visits.addAll(all);
    }

    private Agent agent() {
        AgentConfig config = new AgentConfig(
                "eu-west",
                "eu-1",
                directory.resolve("agent"),
                new HostPort(Desk.HOST, 0),
                List.of(new HostPort(Desk.HOST, desk.port)),
                new HostPort(Desk.HOST, 0),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of(Cidr.of("127.0.0.0/8")),
                collector,
                Duration.ofSeconds(5),
                Duration.ofSeconds(2),
                false);
        return Agent.start(config, InstantSource.system(), RandomGenerator.getDefault());
    }

    private static String get(Agent agent, String path) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI uri = URI.create("http://%s:%d%s".formatted(Desk.HOST, agent.httpPort(), path));
            HttpResponse<String> response =
                    client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
            return response.statusCode() + " " + response.body();
        }
    }

    private static Plan plan(Plan.Assignment... assignments) {
        return new Plan("store", 1, "eu-1", "eu-west", LEASE, List.of(assignments));
    }

    private static Plan.Assignment assignment(String journey, String digest, boolean mutates) {
        return new Plan.Assignment(journey, "demo", digest, INTERVAL, Duration.ZERO, mutates, Instant.EPOCH);
    }

    private Plan.Assignment reading(String journey) {
        return assignment(journey, bundle(journey, ""), false);
    }

    private Plan.Assignment mutating(String journey) {
        String cleanup = """
                mutates: true
                finally:
                  - name: Clean
                    GET: http://127.0.0.1:%d/clean
                """.formatted(target.actualPort());
        return assignment(journey, bundle(journey, cleanup), true);
    }

    private String bundle(String journey, String more) {
        String script = """
                journey: %s
                owner: team-a
                schedule: every 1s
                timeout: 400ms
                limits: { finally: 300ms }
                steps:
                  - name: Open
                    GET: http://127.0.0.1:%d/%s
                    timeout: 300ms
                %s
                """.formatted(journey, target.actualPort(), journey, more);
        Sources sources =
                new Sources(Map.of("j.journey.yaml", script, "environments/demo.yaml", "environment: demo\n"));
        Compiled compiled = Compiler.compile(sources, "j.journey.yaml", Optional.of("demo"));
        assertThat(compiled).as(compiled.problems().toString()).isInstanceOf(Compiled.Ready.class);
        Bundle bundle = Bundles.pack(sources, "j.journey.yaml", (Compiled.Ready) compiled, journey);
        desk.keep(bundle);
        return bundle.digest();
    }
}
