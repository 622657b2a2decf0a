package dev.outrider.coordinator.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread that changes the database, and that looks every second whether its files are still there. */
final class Writer implements AutoCloseable {
    private static final long LIMIT_SECONDS = 30;
    private static final Logger log = LoggerFactory.getLogger(Writer.class);

    private final Connection connection;
    private final StoreFiles files;
    private final ScheduledThreadPoolExecutor thread;
    private final CompletableFuture<StoreException> lost = new CompletableFuture<>();
    private final AtomicReference<@Nullable String> trouble = new AtomicReference<>();

    Writer(Connection connection, StoreFiles files) {
        this.connection = connection;
        this.files = files;
        thread = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("store-writer").factory());
        thread.setRemoveOnCancelPolicy(true);
        var _ = thread.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
    }

    Optional<String> trouble() {
        return Optional.ofNullable(trouble.get());
    }

    CompletableFuture<StoreException> lost() {
        return lost;
    }

    <T> T write(String doing, Query<T> query) {
        Future<T> change;
        try {
            change = thread.submit(() -> transaction(doing, query));
        } catch (RejectedExecutionException closed) {
            throw new StoreException(doing, "the store is closed");
        }
        try {
            return change.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            throw unchecked(doing, failed.getCause());
        } catch (TimeoutException late) {
            change.cancel(false);
            throw new StoreException(doing, "the disk took longer than %d s".formatted(LIMIT_SECONDS));
        } catch (InterruptedException interrupted) {
            change.cancel(false);
            Thread.currentThread().interrupt();
            throw new StoreException(doing, "it was interrupted");
        }
    }

    private <T> T transaction(String doing, Query<T> query) {
        if (lost.isDone()) {
            throw lost.join();
        }
        try {
            say("begin immediate");
            T value = query.on(connection);
            say("commit");
            look();
            if (lost.isDone()) {
                throw lost.join();
            }
            recovered();
            return value;
        } catch (SQLException failed) {
            throw refuse(new StoreException(doing, failed), failed);
        } catch (RuntimeException | Error failed) {
            rollBack(failed);
            throw failed;
        }
    }

    private StoreException refuse(StoreException failure, SQLException cause) {
        rollBack(failure);
        if (Trouble.isOfDisk(cause) && trouble.getAndSet(failure.getMessage()) == null) {
            log.warn("{}", failure.getMessage());
        }
        if (Trouble.isFatal(cause)) {
            lost.complete(failure);
        }
        return failure;
    }

    private void recovered() {
        if (trouble.getAndSet(null) != null) {
            log.info("the store takes writes again");
        }
    }

    /**
     * Transactions are spoken, not left to the driver: when SQLite has rolled back by itself, as it does on a full disk,
     * the driver's own commit and rollback fail for ever after.
     */
    private void say(String statement) throws SQLException {
        try (Statement transaction = connection.createStatement()) {
            transaction.execute(statement);
        }
    }

    private void rollBack(Throwable because) {
        try {
            say("rollback");
        } catch (SQLException alsoFailed) {
            because.addSuppressed(alsoFailed);
        }
    }

    private void look() {
        files.gone()
                .ifPresent(
                        why -> lost.complete(
                                new StoreException(
                                        "go on",
                                        why
                                                + "; nothing more is acknowledged: put the data directory back from a backup, or start with a new one")));
    }

    private static RuntimeException unchecked(String doing, @Nullable Throwable cause) {
        return switch (cause) {
            case RuntimeException known -> known;
            case Error broken -> throw broken;
            case null, default -> new StoreException(doing, String.valueOf(cause));
        };
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
            connection.close();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (SQLException failed) {
            throw new StoreException("close the store", failed);
        }
    }
}
