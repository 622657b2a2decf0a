package dev.outrider.coordinator.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The newest events of the stream, for those who come back. Not safe for several threads: its owner locks.
 *
 * <p>An id is {@code <boot>-<seq>}: after a restart of the coordinator no old id is mistaken for a new one.
 */
final class Ring {
    private final String boot;
    private final Duration keep;
    private final int most;
    private final Deque<Event> events = new ArrayDeque<>();
    private long seq;

    /**
     * One event.
     *
     * @param key what it tells of: of two with one key, the later says all
     * @param data JSON, on one line
     */
    record Event(long seq, Instant at, String topic, String key, String data) {}

    /** @param keep no event older than this is kept, and never more than {@code most} */
    Ring(String boot, Duration keep, int most) {
        this.boot = boot;
        this.keep = keep;
        this.most = most;
    }

    Event add(Instant now, String topic, String key, String data) {
        Event event = new Event(++seq, now, topic, key, data);
        events.addLast(event);
        while (events.size() > most || events.getFirst().at().isBefore(now.minus(keep))) {
            events.removeFirst();
        }
        return event;
    }

    /** The id of the newest event. */
    String newest() {
        return id(seq);
    }

    String id(long number) {
        return boot + "-" + number;
    }

    /** All that came after this id; empty when that is not known any more, or the id is of another boot. */
    Optional<List<Event>> after(String id) {
        int dash = id.lastIndexOf('-');
        if (dash < 0 || !id.substring(0, dash).equals(boot)) {
            return Optional.empty();
        }
        try {
            long last = Long.parseLong(id.substring(dash + 1));
            long oldest = events.isEmpty() ? seq + 1 : events.getFirst().seq();
            boolean known = last >= oldest - 1 && last <= seq;
            return known
                    ? Optional.of(events.stream().filter(e -> e.seq() > last).toList())
                    : Optional.empty();
        } catch (NumberFormatException notOurs) {
            return Optional.empty();
        }
    }
}
