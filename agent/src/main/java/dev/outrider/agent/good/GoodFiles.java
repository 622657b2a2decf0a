package dev.outrider.agent.good;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files in one folder that take no more than a quota together: what was not used for the longest time goes first. Nothing
 * hangs on any of them, so trouble with the disk is told and lived with. Safe to use from any thread.
 */
final class GoodFiles {
    private static final Logger log = LoggerFactory.getLogger(GoodFiles.class);

    private final Path folder;
    private final long quota;
    /** Bytes by name, the one that was used last at the end. */
    private final Map<String, Long> sizes = new LinkedHashMap<>(16, 0.75f, true);

    private long total;

    GoodFiles(Path folder, long quota) {
        this.folder = folder;
        this.quota = quota;
        try {
            Files.createDirectories(folder);
            list();
        } catch (IOException | UncheckedIOException unreadable) {
            log.warn("{} cannot be used, so failed runs come without one to compare with", folder, unreadable);
        }
    }

    private void list() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(Files::isRegularFile)
                    .sorted(Comparator.comparing(GoodFiles::modified))
                    .forEach(file -> note(file.getFileName().toString(), size(file)));
        }
    }

    synchronized void put(String name, byte[] content) {
        if (content.length > quota) {
            return;
        }
        try {
            Path fresh = folder.resolve(name + ".new");
            Files.write(fresh, content);
            Files.move(
                    fresh, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            note(name, content.length);
            makeRoom();
        } catch (IOException full) {
            log.warn("what passed could not be kept for comparison in {}", folder, full);
        }
    }

    synchronized Optional<byte[]> get(String name) {
        if (sizes.get(name) == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Files.readAllBytes(folder.resolve(name)));
        } catch (NoSuchFileException gone) {
            forget(name);
            return Optional.empty();
        } catch (IOException unreadable) {
            log.warn("{} cannot be read and is dropped", folder.resolve(name), unreadable);
            drop(name);
            return Optional.empty();
        }
    }

    synchronized void drop(String name) {
        forget(name);
        try {
            Files.deleteIfExists(folder.resolve(name));
        } catch (IOException stays) {
            log.warn("{} cannot be deleted", folder.resolve(name), stays);
        }
    }

    private void makeRoom() {
        while (total > quota) {
            drop(sizes.keySet().iterator().next());
        }
    }

    private void note(String name, long size) {
        Long before = sizes.put(name, size);
        total += size - (before == null ? 0 : before);
    }

    private void forget(String name) {
        Long size = sizes.remove(name);
        total -= size == null ? 0 : size;
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    private static FileTime modified(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
