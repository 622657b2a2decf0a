package dev.outrider.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrider.cli.HostPort;
import dev.outrider.coordinator.store.StoreException;
import dev.outrider.fleet.Ack;
import dev.outrider.fleet.AgentKeys;
import dev.outrider.fleet.Batch;
import dev.outrider.fleet.BundleReply;
import dev.outrider.fleet.BundleRequest;
import dev.outrider.fleet.Bundles;
import dev.outrider.fleet.ClusterConfig;
import dev.outrider.fleet.FleetException;
import dev.outrider.fleet.HazelcastLink;
import dev.outrider.fleet.Hello;
import dev.outrider.fleet.Phase;
import dev.outrider.fleet.Plan;
import dev.outrider.fleet.Refused;
import dev.outrider.fleet.Welcome;
import dev.outrider.result.Cause;
import dev.outrider.result.Evidence;
import dev.outrider.result.Outcome;
import dev.outrider.result.RunId;
import dev.outrider.result.RunResult;
import dev.outrider.result.StepResult;
import dev.outrider.result.Strain;
import dev.outrider.result.Timings;
import dev.outrider.script.Compiled;
import io.vertx.core.Future;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A whole coordinator in this JVM, and agents that speak to it over a real cluster. */
@Timeout(120)
class PipelineTest {
    private static final String HOST = "127.0.0.1";
    private static final Outcome FAILED = new Outcome.Failed(Outcome.Fault.EXPECTATION, "status was 503");

    private static final Hello.Status STATUS = new Hello.Status(0, 0, 0, Optional.empty(), 0, 0, 0);

    @TempDir
    Path folder;

    private final int cluster = freePort();
    private final int http = freePort();
    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeEach
    void journeys() throws IOException {
        Files.createDirectories(folder.resolve("journeys/environments"));
        Files.writeString(
                folder.resolve("journeys/environments/demo.yaml"),
                "environment: demo\nvars:\n  shop: http://127.0.0.1:8089\n");
        Files.writeString(folder.resolve("journeys/browse.journey.yaml"), """
                journey: browse
                title: A visitor opens a product
                owner: team-catalogue
                schedule: every 5s
                base: ${env.shop}
                steps:
                  - name: Home
                    GET: /
                    expect: status == 200
                """);
    }

    @Test
    void an_agent_is_planned_for_gets_its_bundle_and_hands_over_its_results() throws Exception {
        try (Pipeline pipeline = start("data");
                HazelcastLink link = link("eu-1")) {
            Welcome welcome = eventually(() -> link.hello(hello("eu-1", Optional.empty())));
            Plan.Assignment browse = welcome.plan().orElseThrow().assignments().getFirst();
            assertThat(browse.journey()).isEqualTo("browse");

            BundleReply reply = await(link.bundles(new BundleRequest(List.of("0000", browse.digest()), 1 << 20)));
            assertThat(Bundles.compile(reply.bundles().getFirst())).isInstanceOf(Compiled.Ready.class);
            assertThat(reply.refused()).containsOnlyKeys("0000");

            Batch batch = new Batch("b-1", "eu-1", "eu-west", welcome.store(), List.of(run(browse)));
            Ack first = await(link.deliver(batch));
            Ack again = await(link.deliver(batch));
            assertThat(first.accepted()).isEqualTo(1);
            assertThat(first.refused()).isEmpty();
            assertThat(again).isEqualTo(first);

            String run = batch.results().getFirst().runId();
            assertThat(get(pipeline, "/healthz/ready")).contains("\"up\"");
            assertThat(eventuallyHolds(pipeline, "/api/v1/overview?range=1h", run))
                    .contains("\"lastRun\":{\"id\":\"" + run, "\"store\":\"" + welcome.store());
            assertThat(get(pipeline, "/api/v1/journeys/browse/runs")).contains(run);
            assertThat(get(pipeline, "/api/v1/runs/" + run)).contains("\"outcome\":\"fail\"", "expect: status == 200");
            assertThat(get(pipeline, "/api/v1/agents"))
                    .contains("\"eu-1\"", "\"live\"", "{\"journey\":\"browse\",\"environment\":\"demo\"}");
        }
    }

    @Test
    void an_agent_of_a_region_that_is_not_expected_is_told_so() throws Exception {
        try (Pipeline _ = start("data");
                HazelcastLink link = link("x-1")) {
            Hello stranger = new Hello(
                    "x-1",
                    "mars",
                    "0.1.0",
                    "boot-1",
                    Optional.empty(),
                    0,
                    Instant.now(),
                    Instant.now(),
                    Optional.empty(),
                    STATUS);
            assertThatThrownBy(() -> eventually(() -> link.hello(stranger)))
                    .isInstanceOf(Refused.class)
                    .hasMessageContaining("the region 'mars' is not expected here")
                    .hasMessageContaining("eu-west")
                    .hasMessageContaining("--regions");
        }
    }

    @Test
    void what_was_acknowledged_is_there_after_a_restart() throws Exception {
        String run;
        try (Pipeline _ = start("data");
                HazelcastLink link = link("eu-1")) {
            Welcome welcome = eventually(() -> link.hello(hello("eu-1", Optional.empty())));
            RunResult result = run(welcome.plan().orElseThrow().assignments().getFirst());
            run = result.runId();
            await(link.deliver(new Batch("b-1", "eu-1", "eu-west", welcome.store(), List.of(result))));
        }
        try (Pipeline again = start("data")) {
            assertThat(get(again, "/api/v1/runs/" + run)).contains(run);
            assertThat(get(again, "/api/v1/overview?range=1h")).contains(run);
        }
    }

    @Test
    void a_broken_journey_is_told_over_http_and_its_last_good_version_goes_on() throws Exception {
        try (Pipeline pipeline = start("data")) {
            Path file = folder.resolve("journeys/browse.journey.yaml");
            Files.writeString(file, Files.readString(file).replace("expect:", "expct:"));
            assertThat(eventuallyHolds(pipeline, "/api/v1/journeys", "expct"))
                    .contains("\"line\":9", "did you mean 'expect'", "\"id\":\"browse\"");
        }
    }

    @Test
    void a_second_coordinator_with_another_store_leaves_and_the_first_goes_on() throws Exception {
        try (Pipeline first = start("data")) {
            CoordinatorConfig second = config("other", freePort(), freePort(), List.of(new HostPort(HOST, cluster)));
            assertThatThrownBy(() -> Pipeline.start(second, InstantSource.system()))
                    .isInstanceOf(CoordinatorException.class)
                    .hasMessageContaining("the coordinator at 127.0.0.1:" + cluster)
                    .hasMessageContaining("another store")
                    .hasMessageContaining("stop that one");
            assertThat(first.end()).isNotDone();
        }
    }

    @Test
    void a_second_coordinator_on_the_same_directory_is_refused_before_it_joins() {
        try (Pipeline _ = start("data")) {
            CoordinatorConfig second = config("data", freePort(), freePort(), List.of(new HostPort(HOST, cluster)));
            assertThatThrownBy(() -> Pipeline.start(second, InstantSource.system()))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining(folder.resolve("data").toString())
                    .hasMessageContaining("process " + ProcessHandle.current().pid());
        }
    }

    @Test
    void a_port_that_is_taken_is_named_with_its_setting_and_nothing_is_left_behind() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CoordinatorConfig config = config("data", taken.getLocalPort(), cluster, List.of());
            assertThatThrownBy(() -> Pipeline.start(config, InstantSource.system()))
                    .isInstanceOf(CoordinatorException.class)
                    .hasMessageContaining("cannot listen at 127.0.0.1:" + taken.getLocalPort())
                    .hasMessageContaining("give --http another");
            CoordinatorConfig other = config("data", http, taken.getLocalPort(), List.of());
            assertThatThrownBy(() -> Pipeline.start(other, InstantSource.system()))
                    .hasMessageContaining("give --cluster another");
        }
        start("data").close();
    }

    @Test
    void a_catalog_that_is_not_there_is_named() {
        Path nowhere = folder.resolve("nowhere");
        CoordinatorConfig config = new CoordinatorConfig(
                nowhere,
                folder.resolve("data"),
                new HostPort(HOST, http),
                new HostPort(HOST, cluster),
                List.of(),
                List.of("eu-west"),
                List.of("demo"),
                Duration.ofMinutes(2),
                Duration.ofSeconds(6),
                Optional.empty(),
                Optional.empty());
        assertThatThrownBy(() -> Pipeline.start(config, InstantSource.system()))
                .isInstanceOf(CoordinatorException.class)
                .hasMessageContaining(nowhere.toString())
                .hasMessageContaining("--catalog");
    }

    @Test
    void a_coordinator_whose_database_was_deleted_ends_with_a_sentence() throws Exception {
        try (Pipeline pipeline = start("data")) {
            Files.delete(folder.resolve("data/outrider.db"));
            assertThat(pipeline.end().get(10, TimeUnit.SECONDS))
                    .hasMessageContaining("outrider.db was deleted")
                    .hasMessageContaining("backup");
        }
    }

    private Pipeline start(String data) {
        return Pipeline.start(config(data, http, cluster, List.of()), InstantSource.system());
    }

    private CoordinatorConfig config(String data, int http, int cluster, List<HostPort> join) {
        return new CoordinatorConfig(
                folder.resolve("journeys"),
                folder.resolve(data),
                new HostPort(HOST, http),
                new HostPort(HOST, cluster),
                join,
                List.of("eu-west"),
                List.of("demo"),
                Duration.ofMinutes(2),
                Duration.ofSeconds(6),
                Optional.empty(),
                Optional.empty());
    }

    private HazelcastLink link(String id) throws IOException {
        ClusterConfig config = ClusterConfig.agent(HOST, 0, List.of(HOST + ":" + cluster), id, "eu-west", "0.1.0");
        return HazelcastLink.start(
                config, AgentKeys.in(Files.createDirectories(folder.resolve(id))), id, new Random(1));
    }

    private static Hello hello(String agent, Optional<String> store) {
        return new Hello(
                agent, "eu-west", "0.1.0", "boot-1", store, 0, Instant.now(), Instant.now(), Optional.empty(), STATUS);
    }

    private static RunResult run(Plan.Assignment assignment) {
        // The next one: the journey is younger than the last.
        Instant slot = Phase.slotAtOrBefore(Instant.now(), assignment.phase(), assignment.interval())
                .plus(assignment.interval());
        return new RunResult(
                new RunResult.Key(assignment.journey(), assignment.environment(), "eu-west", slot, Cause.SCHEDULE),
                RunId.of(slot, new Random(1)),
                assignment.digest(),
                "eu-1",
                1,
                1,
                slot,
                Duration.ofMillis(10),
                Duration.ZERO,
                Strain.NONE,
                FAILED,
                false,
                "",
                List.of(new StepResult(
                        "Home",
                        false,
                        Optional.empty(),
                        7,
                        FAILED,
                        Duration.ZERO,
                        Timings.NONE,
                        1,
                        Optional.of("GET /"),
                        Optional.of(503),
                        List.of(new StepResult.Unmet(
                                "expect", "browse.journey.yaml", 9, 13, "status == 200", "status was 503")),
                        Optional.empty())),
                Evidence.NONE);
    }

    private String get(Pipeline pipeline, String path) throws IOException, InterruptedException {
        return client.send(
                        HttpRequest.newBuilder(URI.create(pipeline.url() + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    /** What follows from a commit is told in a moment, not with it. */
    private String eventuallyHolds(Pipeline pipeline, String path, String text)
            throws IOException, InterruptedException {
        while (true) {
            String body = get(pipeline, path);
            if (body.contains(text)) {
                return body;
            }
            Thread.onSpinWait();
        }
    }

    private static <T> T await(Future<T> future) throws TimeoutException {
        return future.await(30, TimeUnit.SECONDS);
    }

    /** Asks until there is an answer; the link itself waits between its tries. */
    private static <T> T eventually(Supplier<Future<T>> ask) throws TimeoutException {
        while (true) {
            try {
                return await(ask.get());
            } catch (FleetException notYet) {
                Thread.onSpinWait();
            }
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException none) {
            throw new IllegalStateException(none);
        }
    }
}
