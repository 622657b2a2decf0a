package dev.outrider.run.http;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** Bytes that nobody changes any more. */
public final class Bytes {
    public static final Bytes NONE = new Bytes(new byte[0]);

    private final byte[] bytes;

    private Bytes(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Takes them as they are: the caller must not touch them again. */
    public static Bytes of(byte[] bytes) {
        return new Bytes(bytes);
    }

    /** A text in UTF-8. */
    public static Bytes of(String text) {
        return new Bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    public int size() {
        return bytes.length;
    }

    /** At most so many from the beginning. */
    public Bytes first(int most) {
        return bytes.length <= most ? this : new Bytes(Arrays.copyOf(bytes, most));
    }

    /** So many, as people say it: {@code 64 KiB}. */
    public static String size(long bytes) {
        if (bytes >= 1 << 20) {
            return String.format(Locale.ROOT, "%.1f MiB", bytes / (double) (1 << 20))
                    .replace(".0 ", " ");
        }
        return bytes >= 1 << 10 ? (bytes >> 10) + " KiB" : bytes + " bytes";
    }

    public String text(Charset charset) {
        return new String(bytes, charset);
    }

    public byte[] copy() {
        return bytes.clone();
    }

    /** The bytes themselves, for who only reads them. */
    byte[] array() {
        return bytes;
    }
}
