package dev.outrider.run.http;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Decodes a gzip stream (RFC 1952) piece by piece into a {@link Kept} body, never further than a limit. The JDK's stream
 * wants all bytes at hand, and Netty's cap counts allocations, not what has been decoded.
 */
final class Gunzip implements AutoCloseable {
    private enum Part {
        HEADER,
        DATA,
        TRAILER
    }

    private static final int FEXTRA = 4;
    private static final int FNAME = 8;
    private static final int FCOMMENT = 16;
    private static final int FHCRC = 2;
    /** A header longer than this is an attack: names and comments have no other bound. */
    private static final int LONGEST_HEADER = 16 * 1024;

    private final Inflater inflater = new Inflater(true);
    private final CRC32 checksum = new CRC32();
    private final byte[] decoded = new byte[8192];
    private final Kept kept;
    private final long limit;
    private Part part = Part.HEADER;
    private byte[] pending = new byte[0];
    private boolean ended;

    Gunzip(Kept kept, long limit) {
        this.kept = kept;
        this.limit = limit;
    }

    /**
     * Decodes what has come.
     *
     * @throws DataFormatException with a reason when it is not gzip
     */
    void add(byte[] input) throws DataFormatException {
        byte[] rest = input;
        while (rest.length > 0 && kept.count() <= limit) {
            rest = switch (part) {
                case HEADER -> header(join(rest));
                case DATA -> data(rest);
                case TRAILER -> trailer(join(rest));
            };
        }
    }

    /** Whether the stream ended where it said it would. */
    boolean complete() {
        return ended && pending.length == 0;
    }

    @Override
    public void close() {
        inflater.end();
    }

    private byte[] join(byte[] more) {
        if (pending.length == 0) {
            return more;
        }
        byte[] joined = Arrays.copyOf(pending, pending.length + more.length);
        System.arraycopy(more, 0, joined, pending.length, more.length);
        pending = new byte[0];
        return joined;
    }

    private byte[] header(byte[] input) throws DataFormatException {
        int end = headerEnd(input);
        if (end < 0) {
            if (input.length > LONGEST_HEADER) {
                throw new DataFormatException("its header does not end");
            }
            pending = input;
            return new byte[0];
        }
        part = Part.DATA;
        ended = false;
        return Arrays.copyOfRange(input, end, input.length);
    }

    /** Where the header ends, -1 when more of it is to come. */
    private static int headerEnd(byte[] input) throws DataFormatException {
        if ((input.length >= 1 && input[0] != 0x1f)
                || (input.length >= 2 && input[1] != (byte) 0x8b)
                || (input.length >= 3 && input[2] != 8)) {
            throw new DataFormatException("it does not begin as gzip does");
        }
        if (input.length < 10) {
            return -1;
        }
        int flags = input[3];
        int at = 10;
        if ((flags & FEXTRA) != 0) {
            at = input.length < 12 ? -1 : 12 + (input[10] & 0xff) + ((input[11] & 0xff) << 8);
        }
        at = (flags & FNAME) != 0 ? afterZero(input, at) : at;
        at = (flags & FCOMMENT) != 0 ? afterZero(input, at) : at;
        at = (flags & FHCRC) != 0 && at >= 0 ? at + 2 : at;
        return at > input.length ? -1 : at;
    }

    private static int afterZero(byte[] input, int from) {
        for (int at = from; at >= 0 && at < input.length; at++) {
            if (input[at] == 0) {
                return at + 1;
            }
        }
        return -1;
    }

    private byte[] data(byte[] input) throws DataFormatException {
        inflater.setInput(input);
        while (!inflater.finished() && kept.count() <= limit) {
            int size = inflater.inflate(decoded);
            if (size == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
                break;
            }
            checksum.update(decoded, 0, size);
            kept.add(decoded, 0, size);
        }
        if (inflater.needsDictionary()) {
            throw new DataFormatException("it wants a dictionary");
        }
        int rest = inflater.getRemaining();
        if (inflater.finished()) {
            part = Part.TRAILER;
        }
        return Arrays.copyOfRange(input, input.length - rest, input.length);
    }

    private byte[] trailer(byte[] input) throws DataFormatException {
        if (input.length < 8) {
            pending = input;
            return new byte[0];
        }
        long sum = Integer.toUnsignedLong(
                ByteBuffer.wrap(input).order(ByteOrder.LITTLE_ENDIAN).getInt());
        if (sum != checksum.getValue()) {
            throw new DataFormatException("its checksum is wrong");
        }
        checksum.reset();
        inflater.reset();
        part = Part.HEADER;
        ended = true;
        return Arrays.copyOfRange(input, 8, input.length);
    }
}
