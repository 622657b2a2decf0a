package dev.outrider.dev;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Folders of the demo's own. */
final class Folders {
    private Folders() {}

    /** Deletes a temporary folder; what cannot be deleted stays, and is nobody's trouble. */
    static void delete(Path folder) {
        try {
            Files.walkFileTree(folder, new Delete());
        } catch (IOException stays) {
            // A file that a dying process still writes; the system clears its temporary folder.
        }
    }

    private static final class Delete extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
        }
    }
}
