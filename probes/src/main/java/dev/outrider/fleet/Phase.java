package dev.outrider.fleet;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;

/** Where the slots of a journey lie in a region: spread by a hash, so that not all of them fall on one moment. */
public final class Phase {
    private Phase() {}

    /** In [0, interval), whole milliseconds; the same on every machine and for ever. */
    public static Duration of(String journey, String environment, String region, Duration interval) {
        byte[] name = (journey + "\n" + environment + "\n" + region).getBytes(StandardCharsets.UTF_8);
        long hash = ByteBuffer.wrap(sha256(name)).getLong();
        return Duration.ofMillis(Math.floorMod(hash, interval.toMillis()));
    }

    /** The last slot that is not after this instant. */
    public static Instant slotAtOrBefore(Instant instant, Duration phase, Duration interval) {
        long since = instant.toEpochMilli() - phase.toMillis();
        return Instant.ofEpochMilli(instant.toEpochMilli() - Math.floorMod(since, interval.toMillis()));
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
