package dev.outrider.cli;

import dev.outrider.journey.Journey;
import dev.outrider.mutate.Found;
import dev.outrider.mutate.Mutation;
import dev.outrider.result.Cause;
import dev.outrider.result.RunId;
import dev.outrider.result.RunResult;
import dev.outrider.run.Keep;
import dev.outrider.run.Onlooker;
import dev.outrider.run.RunRequest;
import dev.outrider.run.RunSettings;
import dev.outrider.run.Runner;
import dev.outrider.run.http.Sightings;
import dev.outrider.run.http.Targets;
import dev.outrider.script.Environment;
import io.vertx.core.Vertx;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Where an author's journeys run: a runner of this desk's own, made when it is first needed. */
final class Bench implements AutoCloseable {
    /** The longest that a clean-up can take, and a little. */
    private static final Duration CLEAN_UP = Duration.ofSeconds(40);

    private final RunSettings settings;
    private final PrintWriter err;
    private final Set<Targets.Refusal> refusals = ConcurrentHashMap.newKeySet();
    private final RandomGenerator random = new SecureRandom();
    private @Nullable Vertx vertx;
    private @Nullable Runner runner;

    /** @param err where what an agent would refuse is told */
    Bench(RunSettings settings, PrintWriter err) {
        this.settings = settings.withTargets(new Targets.Open(refusals::add));
        this.err = err;
    }

    /**
     * Runs a journey once, on the caller's virtual thread.
     *
     * @param here of the region
     * @param evidence whether it is kept of a run that passed too
     */
    RunResult run(Journey journey, Environment here, String region, Keep evidence, Onlooker onlooker) {
        RunResult result = runner().run(journey, here, request(journey, here, region, evidence), onlooker);
        tellRefusals();
        return result;
    }

    /** A desk may ask its own machine and network, an agent may not: better known before the journey is pushed. */
    private void tellRefusals() {
        if (!refusals.isEmpty()) {
            err.println("note: an agent refuses %s; it may be started with %s %s"
                    .formatted(
                            refusals.stream()
                                    .map(Targets.Refusal::words)
                                    .distinct()
                                    .sorted()
                                    .collect(Collectors.joining(", ")),
                            Targets.SETTING,
                            refusals.stream()
                                    .map(Targets.Refusal::opening)
                                    .distinct()
                                    .sorted()
                                    .collect(Collectors.joining(","))));
            refusals.clear();
        }
    }

    /** The same, with evidence, while somebody watches the network. */
    RunResult run(Journey journey, Environment here, String region, Sightings sightings) {
        RunResult result = runner().run(journey, here, request(journey, here, region, Keep.ALWAYS), sightings);
        tellRefusals();
        return result;
    }

    /** Has the runner ready, so that what follows is only the run. */
    void prepare() {
        runner();
    }

    /** Lies to a journey, on the caller's virtual thread; the target sees one run of it. */
    Found mutate(Journey journey, Environment here, String region, int seed) {
        RunRequest request = request(journey, here, region, Keep.NEVER);
        InstantSource now = InstantSource.system();
        Found found = new Mutation(runner(), journey, here, request, now, random.nextLong(), seed).find();
        tellRefusals();
        return found;
    }

    private RunRequest request(Journey journey, Environment here, String region, Keep evidence) {
        Instant now = InstantSource.system().instant();
        RunResult.Key key = new RunResult.Key(journey.id(), here.name(), region, now, Cause.MANUAL);
        return new RunRequest(key, RunId.of(now, random), "", "desk", 0, 1, Duration.ZERO, evidence);
    }

    private Runner runner() {
        Runner made = runner;
        if (made == null) {
            Vertx loops = Vertx.vertx(Runner.options().setEventLoopPoolSize(1));
            vertx = loops;
            made = new Runner(loops, settings, InstantSource.system(), random);
            made.warmUp();
            runner = made;
        }
        return made;
    }

    /** Does the work on a virtual thread of its own: a Ctrl-C interrupts it, and the clean-up still has its time. */
    static int interruptible(PrintWriter err, Callable<Integer> work) throws InterruptedException {
        FutureTask<Integer> task = new FutureTask<>(work);
        Thread working = Thread.ofVirtual().unstarted(task);
        Thread hook = new Thread(() -> {
            working.interrupt();
            joined(working);
        });
        Runtime.getRuntime().addShutdownHook(hook);
        working.start();
        try {
            working.join();
        } catch (InterruptedException ended) {
            working.interrupt();
            joined(working);
        }
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            err.println("interrupted");
        }
        return result(task);
    }

    private static int result(FutureTask<Integer> task) throws InterruptedException {
        try {
            return task.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(failed.getCause());
        }
    }

    private static void joined(Thread working) {
        try {
            working.join(CLEAN_UP);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        if (runner != null) {
            runner.close();
        }
        if (vertx != null) {
            vertx.close().await();
        }
    }
}
