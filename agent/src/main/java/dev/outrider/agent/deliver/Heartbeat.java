package dev.outrider.agent.deliver;

import dev.outrider.agent.assignment.AssignmentException;
import dev.outrider.agent.assignment.Assignments;
import dev.outrider.agent.assignment.Lease;
import dev.outrider.agent.vantage.ClockOffset;
import dev.outrider.fleet.FleetLink;
import dev.outrider.fleet.Hello;
import dev.outrider.fleet.Plan;
import dev.outrider.fleet.Welcome;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
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
    private static final int BUNDLES_A_BEAT = 100;
    private static final Logger log = LoggerFactory.getLogger(Heartbeat.class);

    private final Identity identity;
    private final Parts parts;
    private final Supplier<Hello.Status> status;
    private final Runnable changed;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private volatile Optional<Instant> welcomed = Optional.empty();
    private boolean linked;
    private boolean waitingSaid;

    /** Who says hello. */
    public record Identity(String agent, String region, String version, String boot, Instant startedAt) {}

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
     * @param changed called when the plan in force, or what is here of its bundles, has changed
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
            Welcome welcome = parts.link().hello(hello(sent)).await(LIMIT_SECONDS, TimeUnit.SECONDS);
            Instant arrived = parts.clock().instant();
            parts.offset().sample(sent, welcome.receivedAt(), welcome.sentAt(), arrived);
            parts.lease().renew(sent);
            welcomed = Optional.of(arrived);
            sayLinked(welcome);
            welcome.plan().ifPresent(this::accept);
            fetchMissing();
        } catch (AssignmentException disk) {
            log.error("the plan could not be kept; the one before stays in force", disk);
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
                status.get());
    }

    private void accept(Plan plan) {
        parts.assignments().accept(plan);
        changed.run();
    }

    private void fetchMissing() throws TimeoutException {
        List<String> missing = parts.assignments().missing();
        // The next heartbeat must not wait for thousands.
        for (String digest : missing.subList(0, Math.min(missing.size(), BUNDLES_A_BEAT))) {
            parts.assignments().accept(parts.link().bundle(digest).await(LIMIT_SECONDS, TimeUnit.SECONDS));
        }
        if (!missing.isEmpty()) {
            changed.run();
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
