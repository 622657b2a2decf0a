package dev.outrider.agent.deliver;

import dev.outrider.agent.assignment.Assignments;
import dev.outrider.agent.assignment.Lease;
import dev.outrider.agent.vantage.ClockOffset;
import dev.outrider.fleet.BundleReply;
import dev.outrider.fleet.FleetLink;
import dev.outrider.fleet.Hello;
import dev.outrider.fleet.Plan;
import dev.outrider.fleet.Welcome;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says hello every two seconds; the answer brings the time, renews the lease, and sometimes brings a plan. */
public final class Heartbeat implements AutoCloseable {
    private static final Duration PERIOD = Duration.ofSeconds(2);
    private static final long LIMIT_SECONDS = 6;
    /** Longer, and the coordinator would take this agent for dead. */
    private static final Duration FETCHING = Duration.ofSeconds(3);
    /** Bundles that are asked for in one message; a reply holds some hundreds. */
    private static final int AT_ONCE = 1_000;

    private static final Logger log = LoggerFactory.getLogger(Heartbeat.class);

    private final Identity identity;
    private final Parts parts;
    private final Supplier<Hello.Status> status;
    private final Runnable changed;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private volatile Optional<Instant> welcomed = Optional.empty();
    private final Set<String> complainedOf = new HashSet<>();
    private boolean linked;
    private boolean waitingSaid;

    /**
     * Who says hello.
     *
     * @param can as {@link Hello} has it
     */
    public record Identity(
            String agent, String region, String version, String boot, Instant startedAt, Set<String> can) {}

    /**
     * What it works on.
     *
     * @param clock this machine's own
     */
    public record Parts(
            FleetLink link, Assignments assignments, Lease lease, ClockOffset offset, InstantSource clock) {}

    /**
     * Begins at once.
     *
     * @param changed called when another plan is in force
     */
    public Heartbeat(Identity identity, Parts parts, Supplier<Hello.Status> status, Runnable changed) {
        this.identity = identity;
        this.parts = parts;
        this.status = status;
        this.changed = changed;
        this.thread = Thread.ofVirtual().name("heartbeat").start(this::run);
    }

    /** When a hello was answered last, by this machine's clock. */
    public Optional<Instant> welcomed() {
        return welcomed;
    }

    private void run() {
        try {
            do {
                beat();
            } while (!closed.await(PERIOD.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private void beat() {
        try {
            Instant sent = parts.clock().instant();
            long nanos = System.nanoTime();
            Welcome welcome = parts.link().hello(hello(sent)).await(LIMIT_SECONDS, TimeUnit.SECONDS);
            Instant arrived = parts.clock().instant();
            parts.offset().sample(sent, welcome.receivedAt(), welcome.sentAt(), arrived);
            parts.lease().renew(sent, nanos);
            welcomed = Optional.of(arrived);
            sayLinked(welcome);
            parts.assignments().plan().ifPresent(this::fetch);
            welcome.plan().ifPresent(this::accept);
        } catch (RuntimeException | TimeoutException failed) {
            sayAlone(failed);
        }
    }

    private Hello hello(Instant now) {
        Optional<Plan> plan = parts.assignments().plan();
        return new Hello(
                identity.agent(),
                identity.region(),
                identity.version(),
                identity.boot(),
                plan.map(Plan::store),
                plan.map(Plan::epoch).orElse(0L),
                now,
                identity.startedAt(),
                Optional.of(identity.can()),
                status.get());
    }

    /** Its bundles come first, so that a change of plans costs no slot; those that do not come are asked for again. */
    private void accept(Plan plan) {
        if (!plan.agent().equals(identity.agent())) {
            log.warn("the plan {} is that of agent {} and is not taken", plan.epoch(), plan.agent());
            return;
        }
        fetch(plan);
        parts.assignments().accept(plan);
        changed.run();
    }

    private void fetch(Plan plan) {
        long end = System.nanoTime() + FETCHING.toNanos();
        Deque<String> missing = new ArrayDeque<>(parts.assignments().missing(plan));
        while (!missing.isEmpty() && System.nanoTime() < end) {
            List<String> some = missing.stream().limit(AT_ONCE).toList();
            Set<String> answered = fetch(some);
            if (answered.isEmpty()) {
                return;
            }
            missing.removeIf(answered::contains);
        }
    }

    /** Those that came or never will; one that no coordinator has must not hold up the rest. None when it is of no use to go on. */
    private Set<String> fetch(List<String> digests) {
        try {
            BundleReply reply =
                    parts.link().bundles(parts.assignments().request(digests)).await(LIMIT_SECONDS, TimeUnit.SECONDS);
            reply.refused().forEach((digest, why) -> {
                if (complainedOf.add(digest)) {
                    log.warn("a bundle does not come: {}", why);
                }
            });
            if (!parts.assignments().accept(reply)) {
                return Set.of();
            }
            Set<String> answered = new HashSet<>(reply.refused().keySet());
            reply.bundles().forEach(bundle -> answered.add(bundle.digest()));
            return answered;
        } catch (RuntimeException | TimeoutException failed) {
            log.info("bundles could not be fetched, and are asked for again: {}", failed.getMessage());
            return Set.of();
        }
    }

    private void sayLinked(Welcome welcome) {
        if (!linked) {
            linked = true;
            log.info("linked to coordinator {}, plan {}", welcome.coordinator(), welcome.epoch());
        }
    }

    private void sayAlone(Exception failure) {
        Optional<Plan> plan = parts.assignments().plan();
        if (plan.isEmpty() && !waitingSaid) {
            waitingSaid = true;
            log.info("waiting for a first plan: no coordinator answers ({})", failure.getMessage());
        }
        if (linked) {
            linked = false;
            log.info(
                    "cut off from the coordinator ({}); going on with plan {}",
                    failure.getMessage(),
                    plan.map(Plan::epoch).orElse(0L));
        }
    }

    @Override
    public void close() {
        closed.countDown();
        thread.interrupt();
    }
}
