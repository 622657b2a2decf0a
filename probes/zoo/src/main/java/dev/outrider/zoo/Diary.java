package dev.outrider.zoo;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What a server really did, in order. Written by its connections, read by who compares. */
public final class Diary {
    private static final int KEPT = 256 * 1024;

    private final List<Entry> entries = new ArrayList<>();
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private long sentBytes;

    /** One act of a server. */
    public enum Act {
        ACCEPTED,
        SHOOK_HANDS,
        HEARD,
        SENT,
        WAITED,
        CLOSED,
        RESET,
        CLIENT_LEFT
    }

    /**
     * An act and its moment.
     *
     * @param nanos by {@link System#nanoTime()}
     * @param bytes that were heard or sent, else 0
     * @param text for people
     */
    public record Entry(long nanos, Act act, long bytes, String text) {}

    synchronized void note(Act act, long bytes, String text) {
        entries.add(new Entry(System.nanoTime(), act, bytes, text));
    }

    synchronized void sent(byte[] bytes) {
        note(Act.SENT, bytes.length, Words.shown(bytes));
        sentBytes += bytes.length;
        sent.write(bytes, 0, Math.max(0, Math.min(bytes.length, KEPT - sent.size())));
    }

    /** All of it, in order. */
    public synchronized List<Entry> entries() {
        return List.copyOf(entries);
    }

    /** How many bytes of an application went to clients, head and body. */
    public synchronized long sentBytes() {
        return sentBytes;
    }

    /** What was sent, as far as it was kept; a byte a character. */
    public synchronized String sentText() {
        return sent.toString(StandardCharsets.ISO_8859_1);
    }

    /** The last act of this kind, by its moment; 0 when there was none. */
    public long lastOf(Act act) {
        return entries().stream()
                .filter(entry -> entry.act() == act)
                .mapToLong(Entry::nanos)
                .max()
                .orElse(0);
    }

    /** Whether it ever did this. */
    public boolean has(Act act) {
        return entries().stream().anyMatch(entry -> entry.act() == act);
    }

    /** Bytes of the body of the only HTTP/1.1 answer that went out, 0 while its head is not complete. */
    public synchronized long bodyBytes() {
        int end = sentText().indexOf("\r\n\r\n");
        return end < 0 ? 0 : sentBytes - end - 4;
    }

    /** Forgets all. */
    public synchronized void clear() {
        entries.clear();
        sent.reset();
        sentBytes = 0;
    }
}
