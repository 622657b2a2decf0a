package dev.outrider.run.http;

import java.util.Locale;
import java.util.Optional;
import java.util.zip.DataFormatException;

/** Turns the bytes of an answer's body into the decoded body, within limits. Used on one event loop. */
final class Decoding implements AutoCloseable {
    /** A decoded body longer than this is no answer for a customer. */
    static final long LIMIT = 64L << 20;

    /** What a decoder takes beside what it decodes: its window, its tables and its buffers. */
    private static final int DECODER = 64 * 1024;

    private final Kept kept;
    private final Share share;
    private final Optional<Gunzip> gunzip;
    private final boolean counted;
    private long wireBytes;

    private Decoding(Kept kept, Share share, Optional<Gunzip> gunzip) {
        this.kept = kept;
        this.share = share;
        this.gunzip = gunzip;
        // Without room it decodes all the same: else nothing could be counted.
        this.counted = gunzip.isPresent() && share.take(DECODER, DECODER);
    }

    /**
     * For an answer with these headers.
     *
     * @param room for the decoded body
     * @throws DataFormatException when it uses a coding that we did not ask for
     */
    static Decoding of(Headers headers, Room room) throws DataFormatException {
        String coding =
                headers.first("content-encoding").orElse("identity").strip().toLowerCase(Locale.ROOT);
        return switch (coding) {
            case "identity", "" -> {
                Kept kept = new Kept(announced(headers), room);
                yield new Decoding(kept, room.share(), Optional.empty());
            }
            case "gzip", "x-gzip" -> {
                Kept kept = new Kept(0, room);
                yield new Decoding(kept, room.share(), Optional.of(new Gunzip(kept, LIMIT)));
            }
            default ->
                throw new DataFormatException(
                        "the body is encoded as " + coding + ", which was not asked for (only gzip is)");
        };
    }

    void add(byte[] bytes) throws DataFormatException {
        wireBytes += bytes.length;
        if (gunzip.isPresent()) {
            gunzip.get().add(bytes);
        } else {
            kept.add(bytes, 0, bytes.length);
        }
    }

    boolean tooLarge() {
        return kept.count() > LIMIT;
    }

    /** Whether what was begun has ended: a cut gzip stream has not. */
    boolean complete() {
        return gunzip.isEmpty() || wireBytes == 0 || gunzip.get().complete();
    }

    /** How many bytes came. */
    long wireBytes() {
        return wireBytes;
    }

    Kept kept() {
        return kept;
    }

    /** Ends it; what was kept and not taken is let go. */
    @Override
    public void close() {
        gunzip.ifPresent(Gunzip::close);
        if (counted) {
            share.giveBack(DECODER);
        }
        kept.drop();
    }

    private static long announced(Headers headers) {
        String length = headers.first("content-length").orElse("0");
        return length.matches("[0-9]{1,9}") ? Math.min(Long.parseLong(length), 64 * 1024) : 0;
    }
}
