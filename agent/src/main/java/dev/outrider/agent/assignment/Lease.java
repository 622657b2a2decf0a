package dev.outrider.agent.assignment;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How long this agent may still run what changes things: it counts from the heartbeat that was answered last. Its file
 * survives the process, not the machine: it is not synced, because a machine that starts anew has outlived any lease.
 */
public final class Lease {
    private static final Logger log = LoggerFactory.getLogger(Lease.class);

    private final Path file;
    private final InstantSource clock;
    private volatile Instant renewed;

    private Lease(Path file, InstantSource clock, Instant renewed) {
        this.file = file;
        this.clock = clock;
        this.renewed = renewed;
    }

    /**
     * The lease of the process that ran here before, as far as it is not over.
     *
     * @param clock this machine's own, never the corrected one: it is compared with itself only
     */
    public static Lease in(Path directory, InstantSource clock) {
        Path file = directory.resolve("lease");
        Instant before = Instant.EPOCH;
        try {
            Instant kept = Instant.parse(Files.readString(file).strip());
            // A clock that was set back must not make a lease longer.
            before = kept.isAfter(clock.instant()) ? Instant.EPOCH : kept;
        } catch (IOException | java.time.format.DateTimeParseException none) {
            log.debug("no lease in {}", file);
        }
        return new Lease(file, clock, before);
    }

    /**
     * A heartbeat was answered.
     *
     * @param sent when it was sent: the coordinator counts from when it came, which is later
     */
    public void renew(Instant sent) {
        renewed = sent;
        try {
            Files.write(file, sent.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException failed) {
            log.debug("the lease could not be written: a restart would begin without one", failed);
        }
    }

    /** How much is left of a lease that is so long; zero when it is over. */
    Duration left(Duration lease) {
        Duration used = Duration.between(renewed, clock.instant());
        Duration left = used.isNegative() ? Duration.ZERO : lease.minus(used);
        return left.isNegative() ? Duration.ZERO : left;
    }
}
