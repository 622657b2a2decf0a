package dev.outrider.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrider.cli.HostPort;
import dev.outrider.fleet.Ack;
import dev.outrider.fleet.Batch;
import dev.outrider.fleet.Bundle;
import dev.outrider.fleet.Bundles;
import dev.outrider.fleet.FleetException;
import dev.outrider.fleet.FleetLink;
import dev.outrider.fleet.Hello;
import dev.outrider.fleet.Plan;
import dev.outrider.fleet.Welcome;
import dev.outrider.result.RunResult;
import dev.outrider.script.Compiled;
import dev.outrider.script.Compiler;
import dev.outrider.script.Sources;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A whole agent against a real target; the other end of its link is a coordinator's desk kept in memory. */
@Timeout(90)
final class AgentTest {
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    @TempDir
    Path directory;

    private final Vertx vertx = Vertx.vertx();
    private final Desk desk = new Desk();
    private HttpServer target = vertx.createHttpServer();

    @BeforeEach
    void start() throws Exception {
        target = vertx.createHttpServer()
                .requestHandler(request -> request.response().end("hello"))
                .listen(0, "127.0.0.1")
                .await(10, TimeUnit.SECONDS);
    }

    @AfterEach
    void stop() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    @Test
    void what_it_finds_is_kept_through_an_outage_of_the_centre_and_delivered_once() throws Exception {
        desk.plan = Optional.of(plan("visit", false));
        try (Agent agent = agent()) {
            assertThat(desk.next().outcome().word()).isEqualTo("pass");
            desk.away = true;
            desk.results.clear();
            desk.awaitFailures(4);
            desk.away = false;
            assertNoSlotTwiceAndNoneMissing(List.of(desk.next(), desk.next(), desk.next(), desk.next()));
            assertThat(agent.httpPort()).isPositive();
        }
    }

    @Test
    void restarted_without_a_coordinator_it_goes_on_with_the_plan_it_had() throws Exception {
        desk.plan = Optional.of(plan("visit", false));
        try (Agent _ = agent()) {
            desk.next();
        }
        desk.away = true;
        desk.results.clear();
        Instant restarted = Instant.now();
        try (Agent _ = agent()) {
            desk.awaitFailures(3);
            desk.away = false;
            RunResult found = desk.next();
            assertThat(found.outcome().word()).isEqualTo("pass");
            assertThat(found.key().slot()).isAfter(restarted.minus(INTERVAL));
        }
    }

    @Test
    void what_changes_things_stops_with_the_lease_and_what_reads_goes_on() throws Exception {
        Plan reads = plan("visit", false);
        Plan mutates = plan("order", true);
        desk.plan = Optional.of(new Plan(
                "store",
                2,
                "eu-1",
                "eu-west",
                Duration.ofSeconds(5),
                List.of(reads.assignments().getFirst(), mutates.assignments().getFirst())));
        try (Agent _ = agent()) {
            awaitRun("order", "pass");
            desk.away = true;
            desk.awaitFailures(14);
            desk.away = false;
            RunResult refused = awaitRun("order", "skipped");
            assertThat(refused.outcome().toString()).contains("lease");
            // Slots of the same seconds, in which the journey that only reads went on.
            assertThat(awaitRun("visit", "pass").key().slot())
                    .isAfter(refused.key().slot().minus(INTERVAL));
        }
    }

    private RunResult awaitRun(String journey, String outcome) throws InterruptedException {
        RunResult result = desk.next();
        while (!result.key().journey().equals(journey)
                || !result.outcome().word().equals(outcome)) {
            result = desk.next();
        }
        return result;
    }

    private static void assertNoSlotTwiceAndNoneMissing(List<RunResult> results) {
        List<Instant> slots =
                results.stream().map(result -> result.key().slot()).sorted().toList();
        for (int i = 1; i < slots.size(); i++) {
            assertThat(Duration.between(slots.get(i - 1), slots.get(i))).isEqualTo(INTERVAL);
        }
    }

    private Agent agent() {
        AgentConfig config = new AgentConfig(
                "eu-west",
                "eu-1",
                directory.resolve("agent"),
                new HostPort("127.0.0.1", 0),
                List.of(),
                new HostPort("127.0.0.1", 0),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Duration.ofSeconds(5),
                Duration.ofSeconds(2));
        return Agent.start(config, InstantSource.system(), RandomGenerator.getDefault(), (keys, random) -> desk);
    }

    private Plan plan(String journey, boolean mutates) {
        String script = """
                journey: %s
                owner: team-a
                schedule: every 1s
                timeout: 400ms
                limits: { finally: 300ms }
                %s
                steps:
                  - name: Open
                    GET: http://127.0.0.1:%d/
                    timeout: 300ms
                %s
                """.formatted(
                journey,
                mutates ? "mutates: true" : "",
                target.actualPort(),
                mutates
                        ? "finally:\n  - name: Clean\n    GET: http://127.0.0.1:%d/clean".formatted(target.actualPort())
                        : "");
        Sources sources =
                new Sources(Map.of("j.journey.yaml", script, "environments/demo.yaml", "environment: demo\n"));
        Compiled compiled = Compiler.compile(sources, "j.journey.yaml", Optional.of("demo"));
        assertThat(compiled).as(compiled.problems().toString()).isInstanceOf(Compiled.Ready.class);
        Bundle bundle = Bundles.pack(sources, "j.journey.yaml", (Compiled.Ready) compiled, journey);
        desk.bundles.put(bundle.digest(), bundle);
        Plan.Assignment assignment =
                new Plan.Assignment(journey, "demo", bundle.digest(), INTERVAL, Duration.ZERO, mutates, Instant.EPOCH);
        return new Plan("store", 1, "eu-1", "eu-west", Duration.ofSeconds(5), List.of(assignment));
    }

    /** The other end of the link: a plan, its bundles, and what was delivered. */
    private static final class Desk implements FleetLink {
        private final Map<String, Bundle> bundles = new java.util.concurrent.ConcurrentHashMap<>();
        private final BlockingQueue<RunResult> results = new LinkedBlockingQueue<>();
        private final BlockingQueue<String> failures = new LinkedBlockingQueue<>();
        private volatile Optional<Plan> plan = Optional.empty();
        private volatile boolean away;

        RunResult next() throws InterruptedException {
            return Optional.ofNullable(results.poll(30, TimeUnit.SECONDS)).orElseThrow();
        }

        /** Waits until so many calls found nobody. */
        void awaitFailures(int count) throws InterruptedException {
            failures.clear();
            for (int i = 0; i < count; i++) {
                assertThat(failures.poll(30, TimeUnit.SECONDS)).isNotNull();
            }
        }

        private <T> Future<T> answer(T answer) {
            if (away) {
                failures.add("away");
                return Future.failedFuture(new FleetException("nobody is there"));
            }
            return Future.succeededFuture(answer);
        }

        @Override
        public Future<Welcome> hello(Hello hello) {
            Instant now = Instant.now();
            boolean other =
                    plan.filter(current -> current.epoch() != hello.epoch()).isPresent();
            return answer(new Welcome(
                    "c-1", "store", plan.map(Plan::epoch).orElse(0L), now, now, other ? plan : Optional.empty()));
        }

        @Override
        public Future<Bundle> bundle(String digest) {
            return answer(Optional.ofNullable(bundles.get(digest)).orElseThrow());
        }

        @Override
        public Future<Ack> deliver(Batch batch) {
            if (!away) {
                results.addAll(batch.results());
            }
            return answer(new Ack(batch.id(), batch.results().size(), Map.of()));
        }
    }
}
