package dev.outrider.fleet;

import java.time.Instant;
import java.util.Optional;

/**
 * An agent's heartbeat, every two seconds.
 *
 * @param boot random at each start of the process: two processes with one agent id are told apart by it
 * @param store the store whose plan it holds, none before its first
 * @param epoch of the plan it holds, 0 before its first
 * @param sentAt by its own clock
 */
public record Hello(
        String agent,
        String region,
        String version,
        String boot,
        Optional<String> store,
        long epoch,
        Instant sentAt,
        Instant startedAt,
        Status status)
        implements Message {
    /**
     * How it is.
     *
     * @param running runs in flight
     * @param runs made since it started
     * @param spooled results waiting on its disk
     * @param lagMs longest event-loop lag since the last hello
     * @param clockOffsetMs what it adds to its clock
     * @param rssBytes resident memory
     */
    public record Status(
            int running,
            long runs,
            long spooled,
            Optional<Instant> oldestSpooled,
            double lagMs,
            double clockOffsetMs,
            long rssBytes) {}
}
