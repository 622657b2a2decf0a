package dev.outrider.fleet;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * An agent's heartbeat, every two seconds.
 *
 * @param boot random at each start of the process: two processes with one agent id are told apart by it
 * @param store the store whose plan it holds, none before its first
 * @param epoch of the plan it holds, 0 before its first
 * @param sentAt by its own clock
 * @param can what not every agent can, in words such as {@link #BROWSER}; empty when it comes of a time when none said so
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
        Optional<Set<String>> can,
        Status status)
        implements Message {
    /** It runs journeys that act in a browser. */
    public static final String BROWSER = "browser";

    public Hello {
        can = can.map(Set::copyOf);
    }

    /** Whether it said that it has no browser. */
    public boolean lacksBrowser() {
        return can.isPresent() && !can.get().contains(BROWSER);
    }

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
