package dev.outrider.run.net;

import java.util.HexFormat;

/** Bytes as an author writes them: {@code 16 03 01}, spaces as one likes. */
final class Hex {
    private Hex() {}

    /** @throws IllegalArgumentException with a sentence when it is not hex */
    static byte[] bytes(String text) {
        try {
            return HexFormat.of().parseHex(text.replaceAll("\\s+", ""));
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not bytes in hex, which are pairs of 0-9 and a-f, for example 16 03 01", wrong);
        }
    }
}
