package dev.outrider.run.net;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The two messages of {@code grpc.health.v1}, as Protocol Buffers write them, each behind gRPC's five bytes. A library for
 * one text and one number would be larger than the rest of the runner.
 */
final class Health {
    /** HealthCheckResponse.ServingStatus, by number. */
    private static final List<String> SERVING = List.of("UNKNOWN", "SERVING", "NOT_SERVING", "SERVICE_UNKNOWN");

    private static final int PREFIX = 5;
    private static final int SERVICE = (1 << 3) | 2;
    private static final int STATUS = 1 << 3;

    private Health() {}

    /** HealthCheckRequest about a service, empty for the server as a whole. */
    static byte[] request(String service) {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        byte[] name = service.getBytes(StandardCharsets.UTF_8);
        if (name.length > 0) {
            message.write(SERVICE);
            varint(message, name.length);
            message.writeBytes(name);
        }
        ByteArrayOutputStream framed = new ByteArrayOutputStream();
        framed.write(0);
        for (int shift = 24; shift >= 0; shift -= 8) {
            framed.write(message.size() >>> shift);
        }
        framed.writeBytes(message.toByteArray());
        return framed.toByteArray();
    }

    /** What a HealthCheckResponse says, by its name; empty when it is none. */
    static Optional<String> status(byte[] framed) {
        if (framed.length < PREFIX || framed[0] != 0 || length(framed) != framed.length - PREFIX) {
            return Optional.empty();
        }
        try {
            int number = number(new Reader(Arrays.copyOfRange(framed, PREFIX, framed.length)));
            return Optional.of(number < SERVING.size() ? SERVING.get(number) : "UNKNOWN");
        } catch (ArrayIndexOutOfBoundsException cutShort) {
            return Optional.empty();
        }
    }

    private static long length(byte[] framed) {
        return ((framed[1] & 0xffL) << 24)
                | ((framed[2] & 0xff) << 16)
                | ((framed[3] & 0xff) << 8)
                | (framed[4] & 0xff);
    }

    /** Fields that a later version may add are passed over. */
    private static int number(Reader message) {
        int status = 0;
        while (message.isThere()) {
            long tag = message.varint();
            switch ((int) tag & 7) {
                case 0 -> {
                    long value = message.varint();
                    status = tag == STATUS ? Math.clamp(value, 0, Integer.MAX_VALUE) : status;
                }
                case 1 -> message.skip(8);
                case 2 -> message.skip(message.varint());
                case 5 -> message.skip(4);
                default -> throw new ArrayIndexOutOfBoundsException("no such type of a field");
            }
        }
        return status;
    }

    private static void varint(ByteArrayOutputStream out, int value) {
        int rest = value;
        while (rest > 0x7f) {
            out.write((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
    }

    /** Throws ArrayIndexOutOfBoundsException at the end of the bytes. */
    private static final class Reader {
        private final byte[] bytes;
        private int at;

        Reader(byte[] bytes) {
            this.bytes = bytes;
        }

        boolean isThere() {
            return at < bytes.length;
        }

        long varint() {
            long value = 0;
            for (int shift = 0; shift < 64; shift += 7) {
                byte octet = bytes[at++];
                value |= (octet & 0x7fL) << shift;
                if (octet >= 0) {
                    return value;
                }
            }
            throw new ArrayIndexOutOfBoundsException("a number of more than 64 bits");
        }

        void skip(long count) {
            if (count < 0 || count > bytes.length - at) {
                throw new ArrayIndexOutOfBoundsException("a field goes beyond the message");
            }
            at += (int) count;
        }
    }
}
