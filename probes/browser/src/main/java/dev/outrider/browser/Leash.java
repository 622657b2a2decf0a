package dev.outrider.browser;

import java.time.Duration;

/** Ends what takes too long, and with it the wait of whoever waits for it without a limit. Closed when it came in time. */
final class Leash implements AutoCloseable {
    private final Thread thread;
    private final Duration limit;
    private volatile boolean pulled;

    /** @param end is called once, when the time is over */
    Leash(Duration limit, Runnable end) {
        this.limit = limit;
        this.thread = Thread.ofVirtual().name("leash of a program").start(() -> {
            try {
                Thread.sleep(limit);
                pulled = true;
                end.run();
            } catch (InterruptedException inTime) {
                // What was waited for has come.
            }
        });
    }

    /** On a program, and what it started. */
    static Leash on(Process process, Duration limit) {
        return new Leash(limit, () -> end(process));
    }

    /** Its children first: a program that was killed leaves them behind. */
    static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    /** Whether it was ended; what came of it after that is worth nothing. */
    boolean pulled() {
        return pulled;
    }

    /** As a sentence names it. */
    String limit() {
        return limit.toMillis() % 1000 == 0 ? limit.toSeconds() + " s" : limit.toMillis() + " ms";
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
