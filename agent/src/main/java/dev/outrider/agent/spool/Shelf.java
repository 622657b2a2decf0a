package dev.outrider.agent.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which segments there are, how far the first has been acknowledged, and what was lost. Written by the thread that
 * commits, read by the one that delivers; every method is atomic.
 */
final class Shelf {
    private final Deque<Segment> segments = new ArrayDeque<>();
    private @Nullable Segment active;
    private long offset;
    private long taken;
    private Instant oldest = Instant.EPOCH;
    private long recorded;
    private long lost;
    private long stripped;
    private long damaged;

    /** Where delivery goes on. */
    record Head(Segment segment, long offset, long available) {}

    /** What was on disk at the start; of the first a part may have been acknowledged. */
    synchronized void found(Segment segment, long newOffset, long newTaken) {
        if (segments.isEmpty()) {
            offset = newOffset;
            taken = newTaken;
        }
        segments.addLast(segment);
        tidy();
    }

    /** Begins a segment; the one before it takes no more. */
    synchronized void begin(Segment segment) {
        active = segment;
        segments.addLast(segment);
        tidy();
    }

    /** The segment that was written to takes no more. */
    synchronized void end() {
        active = null;
        tidy();
    }

    /** Results are on disk. */
    synchronized void grow(Segment segment, int records, long bytes, Instant now) {
        if (entries() == 0) {
            oldest = now;
        }
        segment.grow(records, bytes);
        recorded += records;
        notifyAll();
    }

    synchronized boolean awaitEntries(long millis) throws InterruptedException {
        long end = System.nanoTime() + millis * 1_000_000;
        while (entries() == 0) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    synchronized Optional<Head> head() {
        tidy();
        return entries() == 0
                ? Optional.empty()
                : Optional.of(new Head(
                        segments.getFirst(), offset, segments.getFirst().records() - taken));
    }

    /** Acknowledged, or of no use: so many records of this segment, up to this offset. */
    synchronized void take(Segment segment, long upTo, long records) {
        if (segments.peekFirst() != segment) {
            // The quota took it while it was under way: it was not lost after all.
            lost -= records;
            return;
        }
        offset = upTo;
        taken += records;
        tidy();
    }

    /** A damaged segment was copied without what is damaged; delivery begins in it anew, with the first not yet taken. */
    synchronized void mend(Segment before, Segment after, long newOffset, long newTaken, long damage) {
        if (segments.peekFirst() == before) {
            segments.removeFirst();
            segments.addFirst(after);
            offset = newOffset;
            taken = newTaken;
            damaged += damage;
            tidy();
        }
    }

    /** Frees the oldest segment that is not being written; false when there is none. */
    synchronized boolean dropOldest() {
        Segment first = segments.peekFirst();
        if (first == null || first == active) {
            return false;
        }
        lost += first.records() - taken;
        remove();
        return true;
    }

    synchronized boolean consumed(Segment segment) {
        return segments.peekFirst() == segment && taken == segment.records();
    }

    synchronized long bytes() {
        return segments.stream().mapToLong(Segment::bytes).sum();
    }

    synchronized void countDamaged(long more) {
        damaged += more;
    }

    synchronized void countLost(long more) {
        lost += more;
    }

    synchronized void countStripped(long more) {
        stripped += more;
    }

    synchronized void oldest(Instant instant) {
        oldest = instant;
    }

    synchronized Spool.Stats stats() {
        long entries = entries();
        Optional<Instant> since = entries == 0 ? Optional.empty() : Optional.of(oldest);
        return new Spool.Stats(entries, bytes(), since, recorded, lost, stripped, damaged);
    }

    private long entries() {
        return segments.stream().mapToLong(Segment::records).sum() - taken;
    }

    private void tidy() {
        while (!segments.isEmpty()
                && segments.getFirst() != active
                && segments.getFirst().records() == taken) {
            remove();
        }
    }

    private void remove() {
        Segment gone = segments.removeFirst();
        offset = 0;
        taken = 0;
        try {
            Files.deleteIfExists(gone.file());
        } catch (IOException stays) {
            // It will be found again at the next start and delivered twice, which does no harm.
        }
    }
}
