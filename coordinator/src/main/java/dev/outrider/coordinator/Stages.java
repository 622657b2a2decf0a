package dev.outrider.coordinator;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a start is at. Each stage is logged as it begins; one that takes long is named again and again, so that whoever
 * waits for a coordinator knows for what.
 */
final class Stages implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Logger log = LoggerFactory.getLogger(Stages.class);

    private final InstantSource clock;
    private final Every reminder;
    private volatile Stage stage;

    private record Stage(String doing, Instant since) {}

    private Stages(InstantSource clock) {
        this.clock = clock;
        this.stage = new Stage("starting", clock.instant());
        this.reminder = Every.start(PATIENCE, "tell what the start is at", this::remind);
    }

    static Stages begin(InstantSource clock) {
        return new Stages(clock);
    }

    /**
     * The next stage begins.
     *
     * @param doing completes "still …", as in "joining the cluster"
     */
    void next(String doing) {
        stage = new Stage(doing, clock.instant());
        log.info("{}", doing);
    }

    private void remind() {
        Stage slow = stage;
        log.warn(
                "still {}, for {} s",
                slow.doing(),
                Duration.between(slow.since(), clock.instant()).toSeconds());
    }

    /** The start is over. */
    @Override
    public void close() {
        reminder.close();
    }
}
