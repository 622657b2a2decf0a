package dev.outrider.run;

import dev.outrider.journey.Journey;
import dev.outrider.result.Outcome.Trouble;
import dev.outrider.result.RunResult;
import dev.outrider.run.browser.Browsers;
import dev.outrider.run.http.Budget;
import dev.outrider.run.http.Customer;
import dev.outrider.run.http.Dialer;
import dev.outrider.run.http.Line;
import dev.outrider.run.http.Prevented;
import dev.outrider.run.http.Shapes;
import dev.outrider.run.http.Sightings;
import dev.outrider.run.http.Targets;
import dev.outrider.run.http.Ways;
import dev.outrider.run.net.Doorway;
import dev.outrider.run.net.Questions;
import dev.outrider.script.Compiled;
import dev.outrider.script.Environment;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.dns.AddressResolverOptions;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.random.RandomGenerator;

/** Runs journeys. One a process; any number of virtual threads may call it at once. */
public final class Runner implements AutoCloseable {
    private final Vertx vertx;
    private final Parts parts;
    private final Dialer dialer;
    private final Secrets secrets;

    /** What a run is made with. */
    record Parts(
            RunSettings settings,
            SelfWatch watch,
            Shapes shapes,
            InstantSource clock,
            RandomGenerator random,
            Pace pace,
            IntConsumer cue,
            Optional<Questions> questions,
            Browsers browsers,
            Doorway doorway,
            Sessions sessions,
            Sightings sightings) {
        /** On a stage nothing but HTTP is played, and no session of the world goes on. */
        Parts on(Stage stage) {
            return new Parts(
                    settings,
                    watch,
                    shapes,
                    stage.clock(),
                    random,
                    stage.pace(),
                    stage.cue(),
                    Optional.empty(),
                    Browsers.none("what is played again here is HTTP; a browser is not"),
                    doorway,
                    new Sessions(),
                    sightings);
        }

        Parts with(Questions asking, Doorway own, Sightings who) {
            return new Parts(
                    settings,
                    watch,
                    shapes,
                    clock,
                    random,
                    pace,
                    cue,
                    Optional.of(asking),
                    browsers,
                    own,
                    sessions,
                    who);
        }
    }

    /**
     * On the event loops of {@code vertx}, which should have been made with {@link #options()}.
     *
     * @param clock this machine's own; a request says what to add to it
     * @param random thread-safe; ids of traces come from it
     * @throws IllegalArgumentException when the trusted certificates cannot be read
     */
    public Runner(Vertx vertx, RunSettings settings, InstantSource clock, RandomGenerator random) {
        this(vertx, settings, clock, random, Budget.ofHeap());
    }

    /** The same, whose runs hold bodies within this. */
    public Runner(Vertx vertx, RunSettings settings, InstantSource clock, RandomGenerator random, Budget budget) {
        this.vertx = vertx;
        this.dialer = new Dialer(vertx, settings.authorities())
                .towards(settings.targets())
                .within(budget);
        this.parts = new Parts(
                settings,
                new SelfWatch(vertx, Cgroup.own()),
                new Shapes(),
                clock,
                random,
                Pace.REAL,
                index -> {},
                Optional.empty(),
                Browsers.find(new Browsers.Setup(settings.userAgent(), settings.authorities())),
                new Doorway(dialer),
                new Sessions(),
                Sightings.NONE);
        this.secrets = new Secrets(settings.secrets(), System::getenv);
    }

    /** What a Vert.x needs so that each run resolves names anew, as a new customer does. */
    public static VertxOptions options() {
        return new VertxOptions()
                .setPreferNativeTransport(true)
                .setAddressResolverOptions(
                        new AddressResolverOptions().setCacheMaxTimeToLive(0).setCacheNegativeTimeToLive(0));
    }

    /** Why journeys that act in a browser cannot be run here; empty where they can. Starts a program: not for every run. */
    public Optional<String> lackOfBrowser() {
        return parts.browsers().lack();
    }

    /** How late the event loops are. */
    public LagMeter lag() {
        return parts.watch().lag();
    }

    /**
     * Runs a journey to its end, at most {@link Journey#longestRun()} and a little. An interrupt stops the main part; the
     * clean-up still has its time, and the thread is interrupted when this returns.
     *
     * @param environment of the region that the request names
     * @throws IllegalStateException on an event loop, which this would block
     */
    public RunResult run(Journey journey, Environment environment, RunRequest request) {
        return run(journey, environment, request, Onlooker.NONE);
    }

    /** The same, while somebody watches the network. */
    public RunResult run(Journey journey, Environment environment, RunRequest request, Sightings sightings) {
        return run(journey, environment, request, Onlooker.NONE, sightings);
    }

    /** The same, while somebody looks on. */
    public RunResult run(Journey journey, Environment environment, RunRequest request, Onlooker onlooker) {
        return run(journey, environment, request, onlooker, Sightings.NONE);
    }

    private RunResult run(
            Journey journey, Environment environment, RunRequest request, Onlooker onlooker, Sightings sightings) {
        // One-time passwords and cookies go by the right time, not by ours.
        InstantSource corrected = () -> parts.clock().instant().plus(request.clockOffset());
        Preparation prepared = Preparation.of(journey, environment, request, secrets, corrected, null);
        Dialer own = dialer.by(ways(journey, environment, corrected));
        Customer customer = new Customer(own.line(journey.limits().body(), sightings), corrected);
        Questions questions = new Questions(own, corrected);
        return result(
                journey, request, prepared, customer, parts.with(questions, new Doorway(own), sightings), onlooker);
    }

    /** The same on a stage: what it meets there is not the world, and what it finds says nothing about the target. */
    public RunResult run(Journey journey, Environment environment, RunRequest request, Stage stage) {
        Preparation prepared = Preparation.of(journey, environment, request, secrets, stage.clock(), stage.chance());
        Customer customer = new Customer(stage.line(), stage.clock());
        return result(journey, request, prepared, customer, parts.on(stage), Onlooker.NONE);
    }

    /** A line to the real targets of a journey, for a stage that listens to what is said on it. */
    public Line line(Journey journey, Environment environment) {
        return dialer.by(ways(journey, environment, parts.clock()))
                .line(journey.limits().body());
    }

    private Ways ways(Journey journey, Environment environment, InstantSource clock) {
        String owner = journey.owner().team();
        return new Ways(
                environment.reach(),
                (what, reference) -> switch (secrets.resolve(what, owner, reference)) {
                    case Secrets.Secret.Found(String value) -> value;
                    case Secrets.Secret.NotFound(String reason) -> throw new Prevented(Trouble.SECRET, reason);
                },
                clock);
    }

    /** The same at a shop of our own on this machine, which no policy is about, and which shows that certificate. */
    RunResult atHome(Compiled.Ready ready, String certificate, RunRequest request) {
        Journey journey = ready.journey();
        Preparation prepared = Preparation.of(journey, ready.environment(), request, secrets, parts.clock(), null);
        Ways ways = new Ways(ready.environment().reach(), (what, reference) -> certificate, parts.clock());
        Line home = dialer.towards(Targets.any()).by(ways).line(journey.limits().body());
        return result(journey, request, prepared, new Customer(home, parts.clock()), parts, Onlooker.NONE);
    }

    private static RunResult result(
            Journey journey,
            RunRequest request,
            Preparation prepared,
            Customer customer,
            Parts parts,
            Onlooker onlooker) {
        if (Context.isOnEventLoopThread()) {
            throw new IllegalStateException("a run waits for its target: call it on a virtual thread");
        }
        try (customer;
                Lookout lookout = Lookout.of(journey, parts.browsers(), parts.doorway())) {
            return new Run(journey, request, prepared, customer, lookout, parts, onlooker).result();
        }
    }

    /**
     * Runs a small journey against ourselves, so that the first real run finds its code loaded and compiled: without it,
     * its first request is measured four times too slow. What it found is told to nobody.
     */
    public void warmUp() {
        var _ = WarmUp.run(this, vertx);
    }

    /** Stops measuring, and ends the browser; what else runs goes on. */
    @Override
    public void close() {
        parts.browsers().close();
        parts.watch().close();
    }
}
