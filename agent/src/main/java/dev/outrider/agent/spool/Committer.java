package dev.outrider.agent.spool;

import dev.outrider.fleet.ResultCodec;
import dev.outrider.result.Evidence;
import dev.outrider.result.RunResult;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes. It takes all that has come while the last fsync went on, writes it in one go and fsyncs
 * once. When there is no room it leaves out evidence first, and then counts what it loses: a run never waits for room.
 */
final class Committer {
    private static final int MOST_AT_ONCE = 1024;
    /** A disk that hangs must not fill the memory. */
    private static final int MOST_WAITING = 2000;

    private static final int SMALL = 64 << 10;
    private static final int LARGEST_WITH_EVIDENCE = 2 << 20;
    private static final Logger log = LoggerFactory.getLogger(Committer.class);

    private final Path directory;
    private final Spool.Limits limits;
    private final InstantSource clock;
    private final Shelf shelf;
    private final LinkedBlockingQueue<Pending> queue = new LinkedBlockingQueue<>();
    private final Thread thread = new Thread(this::commitAll, "spool");
    private long nextSequence;
    private @Nullable Segment active;
    private @Nullable FileChannel channel;
    private boolean complained;

    Committer(Path directory, Spool.Limits limits, InstantSource clock, Shelf shelf, long nextSequence) {
        this.directory = directory;
        this.limits = limits;
        this.clock = clock;
        this.shelf = shelf;
        this.nextSequence = nextSequence;
        thread.setDaemon(true);
    }

    /** A result and whether it was recorded, once that is known. {@code END} ends the thread. */
    private record Pending(@Nullable RunResult result, CompletableFuture<Boolean> recorded) {}

    void start() {
        thread.start();
    }

    boolean append(RunResult result) {
        if (queue.size() > MOST_WAITING) {
            shelf.countLost(1);
            return false;
        }
        Pending pending = new Pending(result, new CompletableFuture<>());
        queue.add(pending);
        return pending.recorded.join();
    }

    /** Writes what has been appended so far, and ends. */
    void close() {
        queue.add(new Pending(null, new CompletableFuture<>()));
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the segment that is being written. */
    synchronized void roll() {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException closing) {
            log.debug("could not close a segment", closing);
        } finally {
            channel = null;
            active = null;
            shelf.end();
        }
    }

    private void commitAll() {
        boolean last = false;
        while (!last) {
            List<Pending> batch = new ArrayList<>();
            try {
                batch.add(queue.take());
            } catch (InterruptedException nobodyDoesThat) {
                break;
            }
            queue.drainTo(batch, MOST_AT_ONCE - 1);
            last = batch.removeIf(pending -> pending.result == null);
            commit(batch);
        }
        roll();
    }

    private synchronized void commit(List<Pending> batch) {
        List<RunResult> results = new ArrayList<>();
        batch.forEach(pending -> results.add(Objects.requireNonNull(pending.result)));
        boolean recorded = results.isEmpty() || write(results);
        batch.forEach(pending -> pending.recorded.complete(recorded));
    }

    private boolean write(List<RunResult> results) {
        try {
            boolean tight = shelf.bytes() > limits.quotaBytes() / 4 * 3;
            put(payloads(results, tight ? 0 : LARGEST_WITH_EVIDENCE));
            complained = false;
            return true;
        } catch (IOException full) {
            return writeWithoutEvidence(results, full);
        }
    }

    private boolean writeWithoutEvidence(List<RunResult> results, IOException cause) {
        roll();
        try {
            put(payloads(results, 0));
            return true;
        } catch (IOException again) {
            roll();
            shelf.countLost(results.size());
            if (!complained) {
                complained = true;
                log.error("{} takes no more results; they are counted as lost until it does", directory, cause);
            }
            return false;
        }
    }

    private List<byte[]> payloads(List<RunResult> results, int largestWithEvidence) {
        List<byte[]> payloads = new ArrayList<>();
        for (RunResult result : results) {
            byte[] payload = largestWithEvidence == 0 ? new byte[0] : ResultCodec.encode(result);
            if (largestWithEvidence == 0 || payload.length > largestWithEvidence) {
                shelf.countStripped(result.evidence().isEmpty() ? 0 : 1);
                payload = ResultCodec.encode(result.withEvidence(Evidence.NONE));
            }
            payloads.add(payload);
        }
        return payloads;
    }

    private void put(List<byte[]> payloads) throws IOException {
        int size = payloads.stream()
                .mapToInt(payload -> Frame.HEADER + payload.length)
                .sum();
        makeRoom(size);
        FileChannel out = open();
        ByteBuffer frames = ByteBuffer.allocate(size);
        long now = clock.millis();
        for (byte[] payload : payloads) {
            Frame.write(frames, nextSequence++, now, payload);
        }
        frames.flip();
        while (frames.hasRemaining()) {
            out.write(frames);
        }
        out.force(false);
        shelf.grow(Objects.requireNonNull(active), payloads.size(), size, Instant.ofEpochMilli(now));
    }

    private void makeRoom(int size) throws IOException {
        Segment current = active;
        boolean large = current != null && current.bytes() + size > limits.segmentBytes();
        boolean idle = current != null && current.bytes() > SMALL && shelf.consumed(current);
        if (large || idle) {
            roll();
        }
        while (shelf.bytes() + size > limits.quotaBytes()) {
            if (!shelf.dropOldest()) {
                roll();
                if (!shelf.dropOldest()) {
                    throw new IOException("the quota of " + limits.quotaBytes() + " bytes is too small");
                }
            }
        }
    }

    private FileChannel open() throws IOException {
        FileChannel open = channel;
        if (open != null) {
            return open;
        }
        Segment segment = Segment.at(Files.createDirectories(directory), nextSequence);
        open = FileChannel.open(segment.file(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel parent = FileChannel.open(directory)) {
            parent.force(true);
        }
        channel = open;
        active = segment;
        shelf.begin(segment);
        return open;
    }
}
