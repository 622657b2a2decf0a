package dev.outrider.coordinator.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The files that were opened, by what the system calls them. A database goes on writing into a file that somebody has
 * deleted, and all of it is lost at the end: so it is asked after each commit whether the names still mean our files.
 */
final class StoreFiles {
    private final Map<Path, Object> opened = new HashMap<>();

    /** @param files that exist and are open */
    StoreFiles(Path... files) throws IOException {
        for (Path file : files) {
            opened.put(file, Objects.requireNonNullElse(attributes(file).fileKey(), file));
        }
    }

    /** Why they are ours no more, in words. */
    Optional<String> gone() {
        return opened.entrySet().stream()
                .flatMap(entry -> gone(entry.getKey(), entry.getValue()).stream())
                .findFirst();
    }

    private static Optional<String> gone(Path file, Object key) {
        try {
            Object now = Objects.requireNonNullElse(attributes(file).fileKey(), file);
            return now.equals(key) ? Optional.empty() : Optional.of(file + " was replaced while we had it open");
        } catch (NoSuchFileException deleted) {
            return Optional.of(file + " was deleted while we had it open");
        } catch (IOException failed) {
            return Optional.of(file + " cannot be looked at any more: " + failed.getMessage());
        }
    }

    private static BasicFileAttributes attributes(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class);
    }
}
