package dev.outrider.coordinator.ingest;

import dev.outrider.coordinator.store.Database;
import dev.outrider.coordinator.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stores batches that come at the same time in one transaction: a sync of the disk costs the same for one and for fifty. */
final class GroupCommit implements AutoCloseable {
    private static final int WAITING = 256;
    private static final int TOGETHER = 64;
    private static final long LIMIT_SECONDS = 35;
    private static final String DOING = "store results";
    private static final Logger log = LoggerFactory.getLogger(GroupCommit.class);

    private final Database database;
    private final Consumer<List<Arrival>> arrivals;
    private final BlockingQueue<Pending> waiting = new ArrayBlockingQueue<>(WAITING);
    private final Thread thread;

    GroupCommit(Database database, Consumer<List<Arrival>> arrivals) {
        this.database = database;
        this.arrivals = arrivals;
        this.thread = Thread.ofVirtual().name("ingest").start(this::run);
    }

    private record Pending(Commit.Load load, CompletableFuture<Integer> stored) {
        Pending(Commit.Load load) {
            this(load, new CompletableFuture<>());
        }
    }

    /**
     * Returns when it is committed: how many of its rows were not there before.
     *
     * @throws StoreException when it is not, or nobody knows
     */
    int store(Commit.Load load) {
        Pending pending = new Pending(load);
        try {
            if (!waiting.offer(pending, LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new StoreException(DOING, "%d batches are waiting for the disk".formatted(WAITING));
            }
            return pending.stored.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof StoreException known ? known : new StoreException(DOING, failed);
        } catch (TimeoutException late) {
            throw new StoreException(DOING, "the disk took longer than %d s".formatted(LIMIT_SECONDS));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new StoreException(DOING, "it was interrupted");
        }
    }

    private void run() {
        try {
            while (true) {
                List<Pending> group = new ArrayList<>(List.of(waiting.take()));
                waiting.drainTo(group, TOGETHER - 1);
                commit(group);
            }
        } catch (InterruptedException closed) {
            waiting.forEach(pending ->
                    pending.stored.completeExceptionally(new StoreException(DOING, "the coordinator stops")));
        }
    }

    private void commit(List<Pending> group) {
        try {
            List<List<Row>> stored = database.write(DOING, connection -> {
                List<List<Row>> rows = new Commit(connection)
                        .store(group.stream().map(Pending::load).toList());
                Failpoint.BEFORE_COMMIT.pass();
                return rows;
            });
            Failpoint.AFTER_COMMIT_BEFORE_ACK.pass();
            acknowledge(group, stored);
        } catch (RuntimeException failed) {
            refuse(group, failed);
        }
    }

    /** What one batch brought must not keep the others of its group from the disk. */
    private void refuse(List<Pending> group, RuntimeException failure) {
        if (group.size() == 1) {
            group.getFirst().stored.completeExceptionally(failure);
        } else {
            group.forEach(pending -> commit(List.of(pending)));
        }
    }

    private void acknowledge(List<Pending> group, List<List<Row>> stored) {
        for (int i = 0; i < group.size(); i++) {
            group.get(i).stored.complete(stored.get(i).size());
        }
        List<Arrival> fresh = stored.stream()
                .flatMap(List::stream)
                .map(row -> Arrival.of(row.run(), row.receivedAt()))
                .toList();
        try {
            if (!fresh.isEmpty()) {
                arrivals.accept(fresh);
            }
        } catch (RuntimeException failed) {
            log.error("what {} new results mean could not be reckoned; they are stored", fresh.size(), failed);
        }
    }

    /** Finishes what it is at; what still waits is not stored. */
    @Override
    public void close() {
        thread.interrupt();
    }
}
