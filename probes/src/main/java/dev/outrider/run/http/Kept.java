package dev.outrider.run.http;

import java.util.Arrays;

/** A body as it comes in: the beginning is kept, all of it is counted. Used on one event loop. */
final class Kept {
    /** What is kept of a decoded body where nobody says otherwise. */
    static final int LIMIT = 5 << 20;

    private final int limit;
    private byte[] bytes;
    private int length;
    private long count;

    Kept(long announced, int limit) {
        this.limit = limit;
        this.bytes = new byte[Math.clamp(announced, 0, limit)];
    }

    void add(byte[] from, int offset, int size) {
        int room = Math.min(size, limit - length);
        if (length + room > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.min(limit, Math.max(length + room, Math.max(1024, bytes.length * 2))));
        }
        System.arraycopy(from, offset, bytes, length, room);
        length += room;
        count += size;
    }

    long count() {
        return count;
    }

    byte[] bytes() {
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }
}
