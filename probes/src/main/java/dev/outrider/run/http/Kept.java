package dev.outrider.run.http;

import java.util.Arrays;
import java.util.Optional;

/**
 * A body as it comes in: the beginning is kept, as far as there is room for it; all of it is counted. Used on one event loop.
 */
final class Kept {
    /** What is kept of a decoded body where nobody says otherwise. */
    static final int LIMIT = 5 << 20;

    private final Room room;
    private byte[] bytes;
    private int length;
    private long count;
    private boolean crowded;

    Kept(long announced, Room room) {
        this.room = room;
        int expected = Math.clamp(announced, 0, room.limit());
        this.bytes = new byte[room.share().take(expected, expected) ? expected : 0];
    }

    void add(byte[] from, int offset, int size) {
        int wanted = Math.min(size, room.limit() - length);
        if (!crowded && length + wanted > bytes.length) {
            crowded = !grown(length + wanted);
        }
        int kept = Math.min(wanted, bytes.length - length);
        System.arraycopy(from, offset, bytes, length, kept);
        length += kept;
        count += size;
    }

    /** By more than is needed, so that it is not done too often, or by just that where there is not more. */
    private boolean grown(int needed) {
        int generous = Math.min(room.limit(), Math.max(needed, Math.max(1024, bytes.length * 2)));
        return grownTo(generous) || grownTo(needed);
    }

    private boolean grownTo(int size) {
        if (!room.share().take(size - bytes.length, size)) {
            return false;
        }
        bytes = Arrays.copyOf(bytes, size);
        return true;
    }

    long count() {
        return count;
    }

    /** Why less was kept than the limit allows. */
    Optional<String> shortage() {
        return crowded ? Optional.of(room.share().shortage(length, count)) : Optional.empty();
    }

    /** What was kept, which is the answer's from now on. */
    Bytes body() {
        byte[] body = length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
        Bytes held = room.share().come(body, bytes.length);
        bytes = new byte[0];
        return held;
    }

    /** Lets go of what was not taken. */
    void drop() {
        room.share().giveBack(bytes.length);
        bytes = new byte[0];
        length = 0;
    }
}
