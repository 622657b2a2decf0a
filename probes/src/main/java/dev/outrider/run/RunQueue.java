package dev.outrider.run;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * For how long a thread was ready to run while others had the processor, as Linux counts it ({@code schedstat}): what a
 * time stamp of this thread can be late by though it never tarried itself. Safe to read from any thread.
 */
final class RunQueue implements AutoCloseable {
    /** Three numbers of at most twenty digits. */
    private static final int LINE = 64;

    /** Not a channel: that would close when any of its readers is interrupted. */
    private final @Nullable RandomAccessFile file;

    private RunQueue(@Nullable RandomAccessFile file) {
        this.file = file;
    }

    /** That of the thread that calls. */
    static RunQueue ofThisThread() {
        try {
            // The link is to be followed now: read later, it would lead to whoever reads.
            return of(Path.of("/proc/thread-self").toRealPath().resolve("schedstat"));
        } catch (IOException notLinux) {
            return new RunQueue(null);
        }
    }

    /** That of the thread whose figures are in such a file. */
    static RunQueue of(Path figures) throws IOException {
        return new RunQueue(new RandomAccessFile(figures.toFile(), "r"));
    }

    /** In nanoseconds since the thread began; zero where nobody says. */
    synchronized long waited() {
        if (file == null) {
            return 0;
        }
        byte[] line = new byte[LINE];
        try {
            file.seek(0);
            int length = Math.max(0, file.read(line));
            String[] figures = new String(line, 0, length, StandardCharsets.US_ASCII).split(" ", -1);
            return figures.length < 2 ? 0 : Long.parseLong(figures[1]);
        } catch (IOException over) {
            // The thread has ended, and with it what it could be late for.
            return 0;
        }
    }

    @Override
    public void close() {
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException readOnly) {
            // There is nothing that could be lost.
        }
    }
}
