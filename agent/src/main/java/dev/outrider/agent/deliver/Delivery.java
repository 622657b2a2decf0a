package dev.outrider.agent.deliver;

import dev.outrider.agent.assignment.Assignments;
import dev.outrider.agent.spool.Spool;
import dev.outrider.agent.spool.SpoolException;
import dev.outrider.fleet.Ack;
import dev.outrider.fleet.Batch;
import dev.outrider.fleet.FleetLink;
import dev.outrider.fleet.Plan;
import dev.outrider.result.RunResult;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes results from the spool to a coordinator, and forgets them only when it has said that they are committed. */
public final class Delivery implements AutoCloseable {
    private static final int MOST = 100;
    private static final long MOST_BYTES = 1 << 20;
    private static final long LIMIT_SECONDS = 12;
    private static final long WAIT_MS = 1000;
    private static final Logger log = LoggerFactory.getLogger(Delivery.class);

    private final Sender sender;
    private final Spool spool;
    private final FleetLink link;
    private final Assignments assignments;
    private final Backoff backoff;
    private final RandomGenerator random;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicLong delivered = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final Thread thread;
    private boolean cutOff;

    /** Who delivers. */
    public record Sender(String agent, String region) {}

    /** Begins at once. */
    public Delivery(Sender sender, Spool spool, FleetLink link, Assignments assignments, RandomGenerator random) {
        this.sender = sender;
        this.spool = spool;
        this.link = link;
        this.assignments = assignments;
        this.backoff = new Backoff(random);
        this.random = random;
        this.thread = Thread.ofVirtual().name("deliver").start(this::run);
    }

    /** Results that a coordinator has committed, since the start. */
    public long delivered() {
        return delivered.get();
    }

    /** Results that a coordinator will never take, since the start. */
    public long refused() {
        return refused.get();
    }

    private void run() {
        try {
            while (closed.getCount() > 0) {
                if (spool.await(WAIT_MS) && !deliverNext()) {
                    closed.await(backoff.afterFailure().toMillis(), TimeUnit.MILLISECONDS);
                }
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean deliverNext() {
        try {
            Optional<Spool.Chunk> chunk = spool.next(MOST, MOST_BYTES);
            if (chunk.isPresent()) {
                deliver(chunk.get());
            }
            backoff.reset();
            return true;
        } catch (SpoolException failed) {
            log.warn("could not take results from the spool", failed);
            return false;
        } catch (RuntimeException | TimeoutException failed) {
            sayCutOff(failed);
            return false;
        }
    }

    private void deliver(Spool.Chunk chunk) throws TimeoutException {
        List<RunResult> results = chunk.results();
        if (!results.isEmpty()) {
            String id = sender.agent() + "-" + Long.toUnsignedString(random.nextLong(), 36);
            String store = assignments.plan().map(Plan::store).orElse("");
            Ack ack = link.deliver(new Batch(id, sender.agent(), sender.region(), store, results))
                    .await(LIMIT_SECONDS, TimeUnit.SECONDS);
            count(ack, results.size());
        }
        spool.acknowledge(chunk);
        if (cutOff) {
            cutOff = false;
            log.info("results are delivered again; {} wait", spool.stats().entries());
        }
    }

    private void count(Ack ack, int sent) {
        delivered.addAndGet((long) sent - ack.refused().size());
        refused.addAndGet(ack.refused().size());
        ack.refused()
                .forEach((run, reason) -> log.warn("the coordinator will never take the result {}: {}", run, reason));
    }

    /** Once, not at every try. */
    private void sayCutOff(Exception failure) {
        if (!cutOff) {
            cutOff = true;
            log.info("results cannot be delivered and are kept on disk: {}", failure.getMessage());
        }
    }

    /** Tries to empty the spool, at most so long. */
    public void flush(Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        try {
            while (spool.stats().entries() > 0 && System.nanoTime() < end && closed.getCount() > 0) {
                closed.await(20, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops; what was not acknowledged stays in the spool. */
    @Override
    public void close() {
        closed.countDown();
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(2));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
