package dev.outrider.coordinator.ingest;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A place where a test may let the process die as by {@code kill -9}: {@code OUTRIDER_FAILPOINT=NAME:N} halts it when the
 * place called NAME is passed for the Nth time. Without that variable it does nothing.
 */
final class Failpoint {
    static final Failpoint BEFORE_COMMIT = new Failpoint("before-commit");
    static final Failpoint AFTER_COMMIT_BEFORE_ACK = new Failpoint("after-commit-before-ack");

    private static final @Nullable String ARMED = System.getenv("OUTRIDER_FAILPOINT");

    private final String name;
    private final AtomicInteger passed = new AtomicInteger();

    private Failpoint(String name) {
        this.name = name;
    }

    void pass() {
        if (ARMED != null && ARMED.equals(name + ":" + passed.incrementAndGet())) {
            Runtime.getRuntime().halt(137);
        }
    }
}
