package dev.outrider.agent.spool;

import dev.outrider.fleet.Malformed;
import dev.outrider.fleet.ResultCodec;
import dev.outrider.result.RunResult;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Results on their way to a coordinator. {@link #append} returns when they are on disk; {@link #next} gives the oldest
 * again and again until they are acknowledged. Many may append, one delivers. Two spools must not share a directory.
 */
public final class Spool implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Spool.class);

    private final Shelf shelf;
    private final Committer committer;
    private final Acked acked;

    private Spool(Shelf shelf, Committer committer, Acked acked) {
        this.shelf = shelf;
        this.committer = committer;
        this.acked = acked;
    }

    /**
     * How much it may hold.
     *
     * @param quotaBytes above three quarters of it results lose their evidence, above it the oldest are dropped
     * @param segmentBytes of one file
     */
    public record Limits(long quotaBytes, int segmentBytes) {
        public static final Limits DEFAULT = new Limits(512L << 20, 4 << 20);
    }

    /**
     * How it is.
     *
     * @param entries results waiting
     * @param oldest when the oldest of them was recorded
     * @param recorded since the start
     * @param lost for want of room
     * @param stripped recorded without their evidence, for want of room
     * @param damaged found unreadable on disk
     */
    public record Stats(
            long entries,
            long bytes,
            Optional<Instant> oldest,
            long recorded,
            long lost,
            long stripped,
            long damaged) {}

    /** Some of the oldest results, to be acknowledged together. */
    public static final class Chunk {
        private final List<RunResult> results = new ArrayList<>();
        private final Segment segment;
        private long end;
        private long records;
        private long lastSequence;

        private Chunk(Shelf.Head head) {
            this.segment = head.segment();
            this.end = head.offset();
        }

        /** May be empty, when none of what was on disk could be read; acknowledge it all the same. */
        public List<RunResult> results() {
            return List.copyOf(results);
        }
    }

    /** Opens or makes it, and checks all that it holds. Throws {@link SpoolException}. */
    public static Spool open(Path directory, Limits limits, InstantSource clock) {
        try {
            Files.createDirectories(directory);
            Acked acked = Acked.in(directory);
            Shelf shelf = new Shelf();
            long next = recover(directory, acked.sequence(), shelf);
            Committer committer = new Committer(directory, limits, clock, shelf, next);
            committer.start();
            Spool spool = new Spool(shelf, committer, acked);
            spool.refreshOldest();
            return spool;
        } catch (IOException failed) {
            throw new SpoolException("could not open the spool in " + directory, failed);
        }
    }

    /** Returns when the result is on disk; false when there was no room for it, which is counted. */
    public boolean append(RunResult result) {
        return committer.append(result);
    }

    /** Waits for results at most so long; false when there are still none. */
    public boolean await(long millis) throws InterruptedException {
        return shelf.awaitEntries(millis);
    }

    /** The oldest results; empty when there are none. Throws {@link SpoolException}. */
    public Optional<Chunk> next(int most, long mostBytes) {
        Optional<Shelf.Head> head = shelf.head();
        if (head.isEmpty()) {
            return Optional.empty();
        }
        try {
            Chunk chunk = read(head.get(), most, mostBytes);
            return chunk.records > 0 ? Optional.of(chunk) : mend(head.get());
        } catch (NoSuchFileException deleted) {
            return mend(head.get());
        } catch (IOException unreadable) {
            throw new SpoolException("could not read " + head.get().segment().file(), unreadable);
        }
    }

    /** A coordinator has them. */
    public void acknowledge(Chunk chunk) {
        acked.write(chunk.lastSequence);
        shelf.take(chunk.segment, chunk.end, chunk.records);
        refreshOldest();
    }

    public Stats stats() {
        return shelf.stats();
    }

    /** Writes what has been appended; nothing may be appended after. */
    @Override
    public void close() {
        committer.close();
        acked.close();
    }

    private Chunk read(Shelf.Head head, int most, long mostBytes) throws IOException {
        Chunk chunk = new Chunk(head);
        try (FileChannel channel = FileChannel.open(head.segment().file(), StandardOpenOption.READ)) {
            while (chunk.records < Math.min(most, head.available()) && chunk.end - head.offset() < mostBytes) {
                Optional<Segment.Found> found = head.segment().read(channel, chunk.end);
                if (found.isEmpty()) {
                    break;
                }
                chunk.lastSequence = found.get().frame().sequence();
                chunk.end += found.get().frame().end();
                chunk.records++;
                decode(found.get()).ifPresent(chunk.results::add);
            }
        }
        return chunk;
    }

    private Optional<RunResult> decode(Segment.Found found) {
        try {
            return Optional.of(ResultCodec.decode(found.payload()));
        } catch (Malformed unreadable) {
            shelf.countDamaged(1);
            log.warn("a result in the spool cannot be read and is left out: {}", unreadable.getMessage());
            return Optional.empty();
        }
    }

    /** The record at the head is damaged, or its file is gone. */
    private Optional<Chunk> mend(Shelf.Head head) {
        committer.roll();
        Segment segment = head.segment();
        try {
            Segment.Recovered recovered = segment.recover();
            long done = acked.sequence();
            long damage = Math.max(
                    recovered.damaged(), segment.records() - recovered.segment().records());
            shelf.mend(segment, recovered.segment(), recovered.offset(done), recovered.taken(done), damage);
            log.warn("{} was damaged: {} results are lost", segment.file(), damage);
        } catch (NoSuchFileException deleted) {
            log.warn("{} was deleted: {} results are lost", segment.file(), head.available());
            shelf.countDamaged(head.available());
            shelf.take(segment, head.offset(), head.available());
        } catch (IOException failed) {
            throw new SpoolException("could not mend " + segment.file(), failed);
        }
        return Optional.empty();
    }

    private void refreshOldest() {
        shelf.head().ifPresent(head -> {
            try (FileChannel channel = FileChannel.open(head.segment().file(), StandardOpenOption.READ)) {
                head.segment()
                        .read(channel, head.offset())
                        .ifPresent(found ->
                                shelf.oldest(Instant.ofEpochMilli(found.frame().at())));
            } catch (IOException unreadable) {
                log.debug("could not look at the oldest result", unreadable);
            }
        });
    }

    private static long recover(Path directory, long acknowledged, Shelf shelf) throws IOException {
        long next = acknowledged + 1;
        for (Segment segment : Segment.in(directory)) {
            Segment.Recovered recovered = segment.recover();
            if (recovered.damaged() > 0) {
                shelf.countDamaged(recovered.damaged());
                log.warn(
                        "{} was damaged, or its machine stopped in the middle of a write: {} results could not be read;"
                                + " it was copied to {}",
                        segment.file(),
                        recovered.damaged(),
                        directory.resolve("quarantine"));
            }
            shelf.found(recovered.segment(), recovered.offset(acknowledged), recovered.taken(acknowledged));
            next = recovered.frames().isEmpty()
                    ? Math.max(next, segment.first() + 1)
                    : Math.max(next, recovered.frames().getLast().sequence() + 1);
        }
        return next;
    }
}
