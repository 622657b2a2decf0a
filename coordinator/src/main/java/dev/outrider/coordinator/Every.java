package dev.outrider.coordinator;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Something that is done again and again, one time after the other, on a thread of its own. */
final class Every implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Every.class);

    private final Thread thread;

    private Every(Thread thread) {
        this.thread = thread;
    }

    /**
     * Begins after one pause.
     *
     * @param what completes "could not …" when it fails; it is then done again after the next pause
     */
    static Every start(Duration pause, String what, Runnable work) {
        return new Every(Thread.ofVirtual().name(what).start(() -> {
            while (pause(pause)) {
                try {
                    work.run();
                } catch (RuntimeException failed) {
                    log.error("could not {}", what, failed);
                }
            }
        }));
    }

    private static boolean pause(Duration pause) {
        try {
            Thread.sleep(pause);
            return true;
        } catch (InterruptedException closed) {
            return false;
        }
    }

    /** Waits for what it is at, at most ten seconds. */
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(10));
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
