package dev.outrider.agent.spool;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * One record in a segment: a marker, its sequence number, when it was written, the length, a CRC-32C over all of that and
 * the payload. The marker holds bytes that UTF-8 never does, so a reader that has lost its way finds the next record.
 *
 * @param at in milliseconds since 1970
 * @param start of the payload
 */
record Frame(long sequence, long at, int start, int length) {
    static final int HEADER = 28;
    private static final int MARKER = 0xFF4F52FE;
    private static final int LONGEST = 64 << 20;

    /** Good records, and how many were damaged between, before and after them. */
    record Scan(List<Frame> frames, long damaged) {}

    static void write(ByteBuffer out, long sequence, long at, byte[] payload) {
        int start = out.position();
        out.putInt(MARKER).putLong(sequence).putLong(at).putInt(payload.length);
        int crc = crc(out, start, payload);
        out.putInt(crc).put(payload);
    }

    /** The record that begins at this offset; empty when there is none, or not all of it, or not as it was written. */
    static Optional<Frame> at(ByteBuffer file, int offset) {
        if (offset + HEADER > file.limit() || file.getInt(offset) != MARKER) {
            return Optional.empty();
        }
        int length = file.getInt(offset + 20);
        if (length < 0 || length > file.limit() - offset - HEADER) {
            return Optional.empty();
        }
        Frame frame = new Frame(file.getLong(offset + 4), file.getLong(offset + 12), offset + HEADER, length);
        return frame.crc(file, offset) == file.getInt(offset + 24) ? Optional.of(frame) : Optional.empty();
    }

    /** How long the payload says it is, by a header that nobody has checked yet; empty when it cannot be. */
    static Optional<Integer> claimedLength(ByteBuffer header) {
        int length = header.getInt(20);
        return header.getInt(0) == MARKER && length >= 0 && length <= LONGEST ? Optional.of(length) : Optional.empty();
    }

    /** All that is good in a segment whose first record had this sequence number. */
    static Scan scan(ByteBuffer file, long first) {
        List<Frame> frames = new ArrayList<>();
        long damaged = 0;
        long expected = first;
        int offset = 0;
        boolean lost = false;
        while (offset < file.limit()) {
            Optional<Frame> frame = at(file, offset);
            if (frame.isPresent()) {
                damaged += lost ? Math.max(frame.get().sequence - expected, 1) : 0;
                frames.add(frame.get());
                expected = frame.get().sequence + 1;
                offset = frame.get().end();
                lost = false;
            } else {
                lost = true;
                offset = nextMarker(file, offset + 1);
            }
        }
        return new Scan(frames, damaged + (lost ? 1 : 0));
    }

    /** Where the next record begins. */
    int end() {
        return start + length;
    }

    byte[] payload(ByteBuffer file) {
        byte[] payload = new byte[length];
        file.get(start, payload);
        return payload;
    }

    private static int nextMarker(ByteBuffer file, int from) {
        for (int i = from; i + Integer.BYTES <= file.limit(); i++) {
            if (file.getInt(i) == MARKER) {
                return i;
            }
        }
        return file.limit();
    }

    private int crc(ByteBuffer file, int offset) {
        CRC32C crc = new CRC32C();
        crc.update(file.slice(offset, HEADER - Integer.BYTES));
        crc.update(file.slice(start, length));
        return (int) crc.getValue();
    }

    private static int crc(ByteBuffer out, int start, byte[] payload) {
        CRC32C crc = new CRC32C();
        crc.update(out.slice(start, HEADER - Integer.BYTES));
        crc.update(payload);
        return (int) crc.getValue();
    }
}
