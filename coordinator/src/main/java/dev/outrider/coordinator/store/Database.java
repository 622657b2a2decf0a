package dev.outrider.coordinator.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteOpenMode;

/**
 * The store of one coordinator: an SQLite database that belongs to this process alone. What {@link #write} has returned
 * from is on the disk.
 */
public final class Database implements AutoCloseable {
    private static final int READERS = 4;
    private static final long READER_WAIT_MS = 5_000;
    private static final int BUSY_MS = 5_000;

    private final DirectoryLock lock;
    private final HikariDataSource readers;
    private final Writer writer;
    private final String id;

    private Database(DirectoryLock lock, HikariDataSource readers, Writer writer) {
        this.lock = lock;
        this.readers = readers;
        this.writer = writer;
        this.id = write("name the store", StoreId::ensure);
    }

    /**
     * Opens the store in this directory, made when it is not there.
     *
     * @throws StoreException when another process has it, a newer program wrote it, or the disk says no
     */
    public static Database open(Path directory) {
        DirectoryLock lock = DirectoryLock.take(directory);
        try {
            return open(lock, directory.resolve("outrider.db"));
        } catch (RuntimeException failed) {
            lock.close();
            throw failed;
        }
    }

    private static Database open(DirectoryLock lock, Path file) {
        String doing = "open the store in " + file.getParent();
        SQLiteDataSource source = source(file, true);
        Migrations.run(source, String.valueOf(file.getParent()));
        try {
            Connection connection = source.getConnection();
            HikariDataSource readers = readers(source(file, false));
            StoreFiles files = new StoreFiles(file, file.resolveSibling(file.getFileName() + "-wal"));
            return new Database(lock, readers, new Writer(connection, files));
        } catch (SQLException | IOException failed) {
            throw new StoreException(doing, failed);
        }
    }

    private static SQLiteDataSource source(Path file, boolean create) {
        SQLiteConfig config = new SQLiteConfig();
        if (!create) {
            // A reader that opens late must not put an empty database where somebody has deleted ours.
            config.resetOpenMode(SQLiteOpenMode.CREATE);
        }
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setBusyTimeout(BUSY_MS);
        config.enforceForeignKeys(true);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        return source;
    }

    private static HikariDataSource readers(SQLiteDataSource source) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("store-readers");
        config.setDataSource(source);
        config.setMaximumPoolSize(READERS);
        config.setConnectionTimeout(READER_WAIT_MS);
        config.setConnectionInitSql("pragma query_only = true");
        // One snapshot for all statements of a query; the pool ends it.
        config.setAutoCommit(false);
        return new HikariDataSource(config);
    }

    /** Random, made with the store and kept in it: two stores never serve one fleet. */
    public String id() {
        return id;
    }

    /**
     * Asks the database; the query sees one snapshot.
     *
     * @param doing completes "could not …"
     * @throws StoreException when it fails, or no connection is free for five seconds
     */
    public <T> T read(String doing, Query<T> query) {
        try (Connection connection = readers.getConnection()) {
            return query.on(connection);
        } catch (SQLException failed) {
            throw new StoreException(doing, failed);
        }
    }

    /**
     * Changes the database in one transaction on the one writer thread, and returns when it is on the disk.
     *
     * @param doing completes "could not …"
     * @throws StoreException when it is not stored, or nobody can know whether it is
     */
    public <T> T write(String doing, Query<T> query) {
        return writer.write(doing, query);
    }

    /** Why nothing can be stored at this moment; empty again as soon as something could be. */
    public Optional<String> trouble() {
        return writer.trouble();
    }

    /** Completes, at most once, when this process must end because its store is no more: deleted, replaced, damaged. */
    public CompletableFuture<StoreException> lost() {
        return writer.lost();
    }

    @Override
    public void close() {
        readers.close();
        writer.close();
        lock.close();
    }
}
