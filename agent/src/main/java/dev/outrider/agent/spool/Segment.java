package dev.outrider.agent.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One file of the spool, named by the sequence number of its first record. What it counts is on disk. */
final class Segment {
    private static final String SUFFIX = ".seg";
    private static final int KEPT_IN_QUARANTINE = 8;

    private final Path file;
    private final long first;
    private long records;
    private long bytes;

    private Segment(Path file, long first, long records, long bytes) {
        this.file = file;
        this.first = first;
        this.records = records;
        this.bytes = bytes;
    }

    /** A segment as it was found on disk, and how much of it was damaged. */
    record Recovered(Segment segment, List<Frame> frames, long damaged) {
        /** How many of its records a coordinator has. */
        long taken(long acknowledged) {
            return frames.stream()
                    .filter(frame -> frame.sequence() <= acknowledged)
                    .count();
        }

        /** Where the first record begins that no coordinator has. */
        long offset(long acknowledged) {
            long taken = taken(acknowledged);
            return taken == 0 ? 0 : frames.get((int) taken - 1).end();
        }
    }

    /** A record, its payload and where the next one begins. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared, and copied by nobody.
    record Found(Frame frame, byte[] payload) {}

    static Segment at(Path directory, long first) {
        return new Segment(directory.resolve("%016x%s".formatted(first, SUFFIX)), first, 0, 0);
    }

    /** All there are, oldest first. */
    static List<Segment> in(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().matches("[0-9a-f]{16}\\" + SUFFIX))
                    .sorted()
                    .map(file -> new Segment(file, first(file), 0, 0))
                    .toList();
        }
    }

    Path file() {
        return file;
    }

    long first() {
        return first;
    }

    long records() {
        return records;
    }

    long bytes() {
        return bytes;
    }

    void grow(int moreRecords, long moreBytes) {
        records += moreRecords;
        bytes += moreBytes;
    }

    /**
     * Reads all of it. A damaged one is put aside for a person to look at, and a copy with its good records takes its
     * place, so that later reads need not find their way.
     */
    Recovered recover() throws IOException {
        ByteBuffer content = ByteBuffer.wrap(Files.readAllBytes(file));
        Frame.Scan scan = Frame.scan(content, first);
        if (scan.damaged() == 0) {
            return new Recovered(new Segment(file, first, scan.frames().size(), content.limit()), scan.frames(), 0);
        }
        ByteBuffer good = ByteBuffer.allocate(scan.frames().stream()
                .mapToInt(frame -> Frame.HEADER + frame.length())
                .sum());
        scan.frames().forEach(frame -> Frame.write(good, frame.sequence(), frame.at(), frame.payload(content)));
        replace(good.flip());
        List<Frame> frames = Frame.scan(good, first).frames();
        return new Recovered(new Segment(file, first, frames.size(), good.limit()), frames, scan.damaged());
    }

    /** The record at this offset; empty when it is damaged. */
    Optional<Found> read(FileChannel channel, long offset) throws IOException {
        ByteBuffer header = fill(channel, offset, Frame.HEADER);
        Optional<Integer> length = header.limit() < Frame.HEADER ? Optional.empty() : Frame.claimedLength(header);
        if (length.isEmpty() || offset + Frame.HEADER + length.get() > bytes) {
            return Optional.empty();
        }
        ByteBuffer whole = fill(channel, offset, Frame.HEADER + length.get());
        return Frame.at(whole, 0).map(frame -> new Found(frame, frame.payload(whole)));
    }

    private static ByteBuffer fill(FileChannel channel, long offset, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining() && channel.read(buffer, offset + buffer.position()) > 0) {
            // A read may return less than was asked for.
        }
        return buffer.flip();
    }

    private void replace(ByteBuffer good) throws IOException {
        Path copy = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel channel = FileChannel.open(
                copy, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer rest = good.duplicate();
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        }
        Path quarantine = Files.createDirectories(file.resolveSibling("quarantine"));
        Files.copy(file, quarantine.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        Files.move(copy, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (Stream<Path> kept = Files.list(quarantine)) {
            List<Path> files = kept.sorted().toList();
            for (Path old : files.subList(0, Math.max(0, files.size() - KEPT_IN_QUARANTINE))) {
                Files.delete(old);
            }
        }
    }

    private static long first(Path file) {
        return Long.parseUnsignedLong(file.getFileName().toString().substring(0, 16), 16);
    }
}
