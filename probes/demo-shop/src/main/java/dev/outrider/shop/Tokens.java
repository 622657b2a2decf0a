package dev.outrider.shop;

import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** Names that cannot be guessed. */
final class Tokens {
    private Tokens() {}

    /** So many random bytes, in hexadecimal. */
    static String of(RandomGenerator random, int bytes) {
        byte[] token = new byte[bytes];
        random.nextBytes(token);
        return HexFormat.of().formatHex(token);
    }
}
