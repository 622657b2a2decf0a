package dev.outrider.run.net;

import java.util.ArrayList;
import java.util.List;

/** Which pings went out and which came back; one that comes back twice counts once. Used by one thread. */
final class Echoes {
    private final long[] sentAt;
    private final boolean[] back;
    private final List<Long> took = new ArrayList<>();
    private int sent;

    Echoes(int count) {
        this.sentAt = new long[count];
        this.back = new boolean[count];
    }

    /** The number of the next one, which goes out now. */
    int next(long now) {
        sentAt[sent] = now;
        return sent++;
    }

    /** @param number of one that came back, or anything that is none of ours */
    void heard(int number, long now) {
        if (number >= 0 && number < sent && !back[number]) {
            back[number] = true;
            took.add(now - sentAt[number]);
        }
    }

    int sent() {
        return sent;
    }

    /** Nanoseconds of those that came back, in the order in which they did. */
    List<Long> took() {
        return took;
    }

    boolean allSent() {
        return sent == sentAt.length;
    }

    boolean allBack() {
        return took.size() == sentAt.length;
    }

    /** When the last one went out. */
    long lastAt() {
        return sentAt[sent - 1];
    }
}
