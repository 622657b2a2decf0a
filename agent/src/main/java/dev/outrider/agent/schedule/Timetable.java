package dev.outrider.agent.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * Which slot of which job comes next. Slot k of a job is at phase + k · interval since the epoch of time. A slot is begun
 * once, and not at all when it is more than half an interval late: after a pause there is no burst.
 */
final class Timetable {
    private static final Duration CLOCK_SET = Duration.ofMillis(500);

    private final PriorityQueue<Due> queue = new PriorityQueue<>(Comparator.comparing(Due::slot));
    private Instant latest = Instant.EPOCH;
    private long missed;

    /** A job and the slot that it is to run for. */
    record Due(Job job, Instant slot) {}

    /** Takes a new plan; what was begun before is not begun again. */
    void replace(List<Job> jobs, Instant now) {
        Map<String, Due> before = new HashMap<>();
        queue.forEach(due -> before.put(due.job().key(), due));
        queue.clear();
        for (Job job : jobs) {
            queue.add(new Due(job, next(job, now, Optional.ofNullable(before.get(job.key())))));
        }
    }

    /** What waits keeps its place: it may be due and not begun, or the slot of this instant may have been begun already. */
    private static Instant next(Job job, Instant now, Optional<Due> waiting) {
        return waiting.map(Due::slot)
                .filter(slot -> slotFrom(job, slot).equals(slot))
                .orElseGet(() -> slotFrom(job, now));
    }

    /** The slots that are to be begun now, and moves on to the next of each. */
    List<Due> due(Instant now) {
        if (now.isBefore(latest.minus(CLOCK_SET))) {
            comeBack(now);
        }
        latest = now;
        List<Due> due = new ArrayList<>();
        while (!queue.isEmpty() && !queue.peek().slot().isAfter(now)) {
            Due next = queue.remove();
            Duration interval = next.job().assignment().interval();
            if (next.slot().plus(interval.dividedBy(2)).isBefore(now)) {
                Instant resumed = slotFrom(next.job(), now);
                missed += Duration.between(next.slot(), resumed).dividedBy(interval);
                queue.add(new Due(next.job(), resumed));
            } else {
                queue.add(new Due(next.job(), next.slot().plus(interval)));
                if (!next.slot().isBefore(next.job().assignment().notBefore())) {
                    due.add(next);
                }
            }
        }
        return due;
    }

    /**
     * The clock was wrong and was set back: nobody waits for the slots of that other time. A set-back of less than an
     * interval is waited out, or the slot of this instant would be begun twice.
     */
    private void comeBack(Instant now) {
        List<Due> waiting = List.copyOf(queue);
        queue.clear();
        for (Due due : waiting) {
            Instant patience = now.plus(due.job().assignment().interval().multipliedBy(2));
            queue.add(due.slot().isAfter(patience) ? new Due(due.job(), slotFrom(due.job(), now)) : due);
        }
    }

    /** When the next slot is. */
    Optional<Instant> next() {
        return Optional.ofNullable(queue.peek()).map(Due::slot);
    }

    /** Slots that were not begun, because this agent was not there at the time. */
    long missed() {
        return missed;
    }

    /** The first slot at or after an instant. */
    private static Instant slotFrom(Job job, Instant instant) {
        long interval = job.assignment().interval().toMillis();
        long phase = job.assignment().phase().toMillis();
        // Rounded up to whole milliseconds, or a slot of this very millisecond would be begun before its time.
        long millis = instant.plusNanos(999_999).toEpochMilli();
        return Instant.ofEpochMilli(phase + Math.ceilDiv(millis - phase, interval) * interval);
    }
}
