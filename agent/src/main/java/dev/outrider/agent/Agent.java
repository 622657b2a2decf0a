package dev.outrider.agent;

import dev.outrider.agent.assignment.Assignments;
import dev.outrider.agent.assignment.Lease;
import dev.outrider.agent.assignment.PlanFiles;
import dev.outrider.agent.assignment.Room;
import dev.outrider.agent.deliver.Delivery;
import dev.outrider.agent.deliver.Heartbeat;
import dev.outrider.agent.good.GoodRuns;
import dev.outrider.agent.schedule.Job;
import dev.outrider.agent.schedule.Scheduler;
import dev.outrider.agent.spool.Spool;
import dev.outrider.agent.trace.Traces;
import dev.outrider.agent.vantage.ClockOffset;
import dev.outrider.agent.vantage.CorrectedClock;
import dev.outrider.fleet.AgentKeys;
import dev.outrider.fleet.ClusterConfig;
import dev.outrider.fleet.FleetLink;
import dev.outrider.fleet.HazelcastLink;
import dev.outrider.fleet.Hello;
import dev.outrider.fleet.Plan;
import dev.outrider.result.RunResult;
import dev.outrider.run.Runner;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The wiring of an agent, in the order in which the data flows; parts are closed in the opposite order. */
final class Agent implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Agent.class);

    private final AgentConfig config;
    private final InstantSource time;
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final Meters meters = new Meters();
    private final Instant startedAt;
    private final Wired wired;

    /** What the rest of the class asks. */
    private record Wired(
            Runner runner,
            Assignments assignments,
            Spool spool,
            CorrectedClock clock,
            Scheduler scheduler,
            Delivery delivery,
            Heartbeat heartbeat,
            AgentHttp http) {}

    private Agent(AgentConfig config, InstantSource time, RandomGenerator random) {
        this.config = config;
        this.time = time;
        this.startedAt = time.instant();
        try {
            this.wired = wire(random);
        } catch (RuntimeException failed) {
            closeParts();
            throw failed;
        }
    }

    /** Works when it returns, and goes on joining the cluster for as long as it takes. */
    static Agent start(AgentConfig config, InstantSource time, RandomGenerator random) {
        return new Agent(config, time, random);
    }

    private Wired wire(RandomGenerator random) {
        open(DirectoryLock.take(config.data()));
        Vertx vertx = meters.vertx(Runner.options().setEventLoopPoolSize(1));
        open(() -> vertx.close());
        ClockOffset offset = new ClockOffset();
        CorrectedClock clock = new CorrectedClock(time, offset);
        Runner runner = open(new Runner(vertx, config.runs(), time, random));
        runner.warmUp();

        Room room = Room.of(Runtime.getRuntime().maxMemory());
        Lease lease = Lease.in(config.data(), time, System::nanoTime);
        Assignments assignments = new Assignments(config.id(), new PlanFiles(config.data()), lease, room);
        Spool spool = open(Spool.open(config.data().resolve("spool"), Spool.Limits.DEFAULT, time));
        Optional<Traces> traces =
                config.otlp().map(to -> open(new Traces(to, config.id(), config.region(), AgentMain.VERSION)));
        GoodRuns goods = new GoodRuns(config.data().resolve("good"), GoodRuns.QUOTA, time);
        Scheduler scheduler = new Scheduler(
                new Scheduler.Settings(config.id(), clock, clock::correction, random, room.runs()),
                new JourneyRuns(config.id(), assignments, runner, goods, clock),
                (job, now) -> assignments.refusal(job.assignment()),
                result -> {
                    record(spool, result);
                    traces.ifPresent(all -> all.send(result));
                });

        FleetLink link = open(HazelcastLink.start(member(), AgentKeys.in(config.data()), config.id(), random));
        Delivery delivery =
                open(new Delivery(new Delivery.Sender(config.id(), config.region()), spool, link, assignments, random));
        // A stored plan is gone on with at once, whether or not anybody can be asked.
        schedule(assignments, scheduler);
        Heartbeat heartbeat = open(new Heartbeat(
                new Heartbeat.Identity(
                        config.id(), config.region(), AgentMain.VERSION, boot(random), startedAt, abilities(runner)),
                new Heartbeat.Parts(link, assignments, lease, offset, time),
                () -> status(runner, spool, scheduler, clock),
                () -> schedule(assignments, scheduler)));
        meters.watch(runner, clock, scheduler, spool, delivery);
        meters.watch(assignments);
        AgentHttp http = open(AgentHttp.start(vertx, config.http(), () -> readiness(assignments), meters::scrape));
        return new Wired(runner, assignments, spool, clock, scheduler, delivery, heartbeat, http);
    }

    private ClusterConfig member() {
        return ClusterConfig.agent(
                config.cluster().host(),
                config.cluster().port(),
                config.coordinators(),
                config.id(),
                config.region(),
                AgentMain.VERSION);
    }

    /** As they are when it starts: a browser that is installed later is found by a restart. */
    private static Set<String> abilities(Runner runner) {
        Optional<String> lack = runner.lackOfBrowser();
        lack.ifPresent(reason -> log.info("journeys that act in a browser run elsewhere: {}", reason));
        return lack.isPresent() ? Set.of() : Set.of(Hello.BROWSER);
    }

    private static String boot(RandomGenerator random) {
        return Long.toUnsignedString(random.nextLong(), 36);
    }

    private void record(Spool spool, RunResult result) {
        meters.run(result);
        if (!spool.append(result)) {
            log.error("no room for the result {} on the disk; it is lost, and counted", result.runId());
        }
    }

    private void schedule(Assignments assignments, Scheduler scheduler) {
        Optional<Plan> plan = assignments.plan();
        plan.ifPresent(current -> scheduler.accept(current.assignments().stream()
                .map(assignment -> new Job(assignment, config.region(), current.epoch()))
                .toList()));
    }

    private static Hello.Status status(Runner runner, Spool spool, Scheduler scheduler, CorrectedClock clock) {
        Spool.Stats stats = spool.stats();
        return new Hello.Status(
                scheduler.running(),
                scheduler.begun(),
                stats.entries(),
                stats.oldest(),
                runner.lag().longestOf(Duration.ofSeconds(2)).toNanos() / 1e6,
                clock.correction().toNanos() / 1e6,
                Memory.residentBytes());
    }

    private static JsonObject readiness(Assignments assignments) {
        Optional<Plan> plan = assignments.plan();
        return new JsonObject()
                .put("ready", plan.isPresent())
                .put("plan", plan.map(Plan::epoch).orElse(0L))
                .put(
                        "journeys",
                        plan.map(current -> current.assignments().size()).orElse(0))
                .put(
                        "bundlesMissing",
                        plan.map(current -> assignments.missing(current).size()).orElse(0));
    }

    int httpPort() {
        return wired.http().port();
    }

    /** Begins nothing more, lets runs end, and hands over what they found while there is somebody to take it. */
    void drain() {
        log.info("stopping: {} runs under way", wired.scheduler().running());
        wired.scheduler().drain(config.drain());
        Instant recently = time.instant().minusSeconds(6);
        if (wired.heartbeat().welcomed().filter(recently::isBefore).isPresent()) {
            wired.delivery().flush(Duration.ofSeconds(3));
        }
    }

    @Override
    public void close() {
        drain();
        closeParts();
    }

    /** To be closed with the rest. */
    private <T extends AutoCloseable> T open(T part) {
        parts.push(part);
        return part;
    }

    private void closeParts() {
        while (!parts.isEmpty()) {
            AutoCloseable part = parts.pop();
            try {
                part.close();
            } catch (Exception failed) {
                log.warn("{} did not close: {}", part.getClass().getSimpleName(), failed.getMessage());
            }
        }
    }
}
