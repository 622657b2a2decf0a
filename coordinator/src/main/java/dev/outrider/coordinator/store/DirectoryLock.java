package dev.outrider.coordinator.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The operating system's lock on a data directory: it goes when its process goes, however that ends. The holder's
 * process id stands in a second file, because reading the locked one and closing it again would release the lock.
 */
final class DirectoryLock implements AutoCloseable {
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private final FileChannel channel;

    private DirectoryLock(Path directory, FileChannel channel) {
        this.directory = directory;
        this.channel = channel;
    }

    /** @throws StoreException naming the directory and its holder when it is taken */
    static DirectoryLock take(Path data) {
        try {
            Path directory = Files.createDirectories(data).toRealPath();
            if (!HELD_HERE.add(directory)) {
                throw taken(directory);
            }
            return lock(directory);
        } catch (IOException failed) {
            throw new StoreException(
                    "use the data directory " + data,
                    failed.getClass().getSimpleName() + " " + failed.getMessage()
                            + "; give --data a directory that this user may write");
        }
    }

    private static DirectoryLock lock(Path directory) throws IOException {
        FileChannel channel = null;
        try {
            channel = FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                throw taken(directory);
            }
            Files.writeString(directory.resolve("pid"), ProcessHandle.current().pid() + "\n");
            return new DirectoryLock(directory, channel);
        } catch (IOException | RuntimeException failed) {
            HELD_HERE.remove(directory);
            if (channel != null) {
                channel.close();
            }
            throw failed;
        }
    }

    private static StoreException taken(Path directory) throws IOException {
        Path pid = directory.resolve("pid");
        String holder = Files.exists(pid) ? " (process " + Files.readString(pid).strip() + ")" : "";
        return new StoreException(
                "use the data directory " + directory,
                "another coordinator%s has it; stop that one, or give this one its own --data".formatted(holder));
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException alreadyGone) {
            // The lock goes with the process at the latest.
        } finally {
            HELD_HERE.remove(directory);
        }
    }
}
