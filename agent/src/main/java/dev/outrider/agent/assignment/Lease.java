package dev.outrider.agent.assignment;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.function.LongSupplier;
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
    private final LongSupplier ticker;
    private volatile Renewal last;

    /** When the lease began, by the clock and by the ticker. */
    private record Renewal(Instant at, long nanos) {}

    private Lease(Path file, InstantSource clock, LongSupplier ticker, Instant renewed) {
        this.file = file;
        this.clock = clock;
        this.ticker = ticker;
        this.last = new Renewal(renewed, ticker.getAsLong());
    }

    /**
     * The lease of the process that ran here before, as far as it is not over.
     *
     * @param clock this machine's own, never the corrected one: it is compared with itself only
     * @param ticker in nanoseconds, never set: a clock that is set back must not make the lease longer
     */
    public static Lease in(Path directory, InstantSource clock, LongSupplier ticker) {
        Path file = directory.resolve("lease");
        Instant before = Instant.EPOCH;
        try {
            Instant kept = Instant.parse(Files.readString(file).strip());
            // A clock that was set back while nobody ticked.
            before = kept.isAfter(clock.instant()) ? Instant.EPOCH : kept;
        } catch (IOException | DateTimeParseException none) {
            log.debug("no lease in {}", file);
        }
        return new Lease(file, clock, ticker, before);
    }

    /**
     * A heartbeat was answered.
     *
     * @param sent when it was sent: the coordinator counts from when it came, which is later
     * @param nanos the same, by the ticker
     */
    public void renew(Instant sent, long nanos) {
        last = new Renewal(sent, nanos);
        try {
            Files.write(file, sent.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException failed) {
            log.debug("the lease could not be written: a restart would begin without one", failed);
        }
    }

    /** How much is left of a lease that is so long; zero when it is over. */
    Duration left(Duration lease) {
        Renewal since = last;
        Duration byClock = Duration.between(since.at, clock.instant());
        Duration byTicker = Duration.ofNanos(ticker.getAsLong() - since.nanos);
        // The ticker stands still while the machine sleeps, the clock can be set: whichever says more was used up.
        Duration left = lease.minus(byClock.compareTo(byTicker) > 0 ? byClock : byTicker);
        return left.isNegative() ? Duration.ZERO : left;
    }
}
