package dev.outrider.zoo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** As much of HTTP/2 as a server needs that only answers one request, byte by byte (RFC 9113). */
final class Http2 {
    static final int NO_ERROR = 0;
    static final int INTERNAL_ERROR = 2;
    static final int ENHANCE_YOUR_CALM = 11;

    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int RST_STREAM = 3;
    private static final int SETTINGS = 4;
    private static final int GOAWAY = 7;
    private static final int ACK = 1;
    private static final int END_STREAM = 1;
    private static final int END_HEADERS = 4;
    private static final int PREFACE = 24;
    private static final int FRAME_HEADER = 9;
    /** Entries of HPACK's static table, as a whole field or as a name before a literal value. */
    private static final int STATUS_200 = 0x88;

    private static final byte[] CONTENT_LENGTH = {0x0f, 0x0d};

    private Http2() {}

    /** Exchanges settings and waits for a request; the number of its stream, 0 when the client has gone. */
    static int request(Talk talk) throws IOException {
        talk.hear(PREFACE);
        talk.say(frame(SETTINGS, 0, 0, new byte[0]));
        while (true) {
            byte[] header = talk.hear(FRAME_HEADER);
            if (header.length < FRAME_HEADER) {
                return 0;
            }
            ByteBuffer fields = ByteBuffer.wrap(header);
            int length = fields.getInt(0) >>> 8;
            talk.hear(length);
            if (header[3] == SETTINGS && (header[4] & ACK) == 0) {
                talk.say(frame(SETTINGS, ACK, 0, new byte[0]));
            }
            if (header[3] == HEADERS) {
                return fields.getInt(5);
            }
        }
    }

    /** A head of status 200 that announces nothing. */
    static byte[] head(int stream) {
        return frame(HEADERS, END_HEADERS, stream, new byte[] {(byte) STATUS_200});
    }

    /** A head of status 200 that announces so many bytes. */
    static byte[] head(int stream, int length) {
        byte[] digits = Integer.toString(length).getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        block.write(STATUS_200);
        block.writeBytes(CONTENT_LENGTH);
        block.write(digits.length);
        block.writeBytes(digits);
        return frame(HEADERS, END_HEADERS, stream, block.toByteArray());
    }

    static byte[] data(int stream, byte[] body, boolean last) {
        return frame(DATA, last ? END_STREAM : 0, stream, body);
    }

    static byte[] reset(int stream, int code) {
        return frame(RST_STREAM, 0, stream, ByteBuffer.allocate(4).putInt(code).array());
    }

    /** Nothing from this stream on was looked at. */
    static byte[] goAway(int code) {
        return frame(GOAWAY, 0, 0, ByteBuffer.allocate(8).putInt(0).putInt(code).array());
    }

    private static byte[] frame(int type, int flags, int stream, byte[] payload) {
        return ByteBuffer.allocate(FRAME_HEADER + payload.length)
                .put((byte) (payload.length >> 16))
                .putShort((short) payload.length)
                .put((byte) type)
                .put((byte) flags)
                .putInt(stream)
                .put(payload)
                .array();
    }
}
