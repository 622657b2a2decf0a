package dev.outrider.cli;

import dev.outrider.script.Sources;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Waits until an author saves. It compares what is in the files a few times a second: they are few and small, and editors,
 * containers and network folders differ too much in what they report.
 */
final class FileWatch {
    private static final Duration PAUSE = Duration.ofMillis(300);

    private final Path file;
    private Sources known;

    FileWatch(Path file) {
        this.file = file;
        this.known = Script.of(file).sources();
    }

    /** Until the script, or an environment, fragment or table of it, is another than it was. */
    void await() throws InterruptedException {
        while (!changed()) {
            Thread.sleep(PAUSE);
        }
    }

    private boolean changed() {
        try {
            Sources now = Script.of(file).sources();
            boolean changed = !now.equals(known);
            known = now;
            return changed;
        } catch (UncheckedIOException beingSaved) {
            return false;
        }
    }
}
