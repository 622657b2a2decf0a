package dev.outrider.zoo;

import java.nio.charset.StandardCharsets;

/** Bytes as people can read them. */
final class Words {
    private static final int SHOWN = 60;

    private Words() {}

    /** Their beginning in one line. */
    static String shown(byte[] bytes) {
        String text = new String(bytes, 0, Math.min(bytes.length, SHOWN), StandardCharsets.ISO_8859_1)
                .replace("\r\n", "⏎")
                .replaceAll("[^\\x20-\\x7e⏎]", ".");
        return bytes.length > SHOWN ? text + "…" : text;
    }
}
