package dev.outrider.run.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** HTTP/2 by hand (RFC 9113), for servers that break off where they like. */
final class Frames {
    static final int NO_ERROR = 0;
    static final int INTERNAL_ERROR = 2;
    static final int REFUSED_STREAM = 7;

    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int RST_STREAM = 3;
    private static final int SETTINGS = 4;
    private static final int PING = 6;
    private static final int GOAWAY = 7;
    private static final int ACK = 1;
    private static final int END_STREAM = 1;
    private static final int END_HEADERS = 4;
    private static final int PREFACE = 24;
    private static final int HEADER = 9;
    private static final byte[] STATUS_200 = {(byte) 0x88};

    private final RawServer.Talk talk;

    private Frames(RawServer.Talk talk) {
        this.talk = talk;
    }

    /** Exchanges settings on a new connection. */
    static Frames begin(RawServer.Talk talk) throws IOException {
        talk.bytes(PREFACE);
        talk.say(frame(SETTINGS, 0, 0));
        return new Frames(talk);
    }

    /** The stream of the next request, 0 when the client has gone. */
    int request() throws IOException {
        return next(HEADERS, 0);
    }

    /** Asks whether all was heard that was said so far, and waits for the answer. */
    void settle() throws IOException {
        talk.say(frame(PING, 0, 0, new byte[8]));
        next(PING, ACK);
    }

    private int next(int type, int flag) throws IOException {
        while (true) {
            byte[] header = talk.bytes(HEADER);
            if (header.length < HEADER) {
                return 0;
            }
            ByteBuffer fields = ByteBuffer.wrap(header);
            talk.bytes(fields.getInt(0) >>> 8);
            if (header[3] == SETTINGS && (header[4] & ACK) == 0) {
                talk.say(frame(SETTINGS, ACK, 0));
            }
            if (header[3] == type && (header[4] & flag) == flag) {
                return fields.getInt(5);
            }
        }
    }

    void answer(int stream, String body) throws IOException {
        talk.say(frame(HEADERS, END_HEADERS, stream, STATUS_200));
        talk.say(frame(DATA, END_STREAM, stream, body.getBytes(StandardCharsets.US_ASCII)));
    }

    void reset(int stream, int code) throws IOException {
        talk.say(
                frame(RST_STREAM, 0, stream, ByteBuffer.allocate(4).putInt(code).array()));
    }

    /** @param last stream that was looked at */
    void goAway(int last, int code) throws IOException {
        talk.say(frame(
                GOAWAY, 0, 0, ByteBuffer.allocate(8).putInt(last).putInt(code).array()));
    }

    private static byte[] frame(int type, int flags, int stream, byte... payload) {
        return ByteBuffer.allocate(HEADER + payload.length)
                .put((byte) (payload.length >> 16))
                .putShort((short) payload.length)
                .put((byte) type)
                .put((byte) flags)
                .putInt(stream)
                .put(payload)
                .array();
    }
}
