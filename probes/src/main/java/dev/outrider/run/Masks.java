package dev.outrider.run;

import dev.outrider.expr.Values;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * Values that must never be seen, in every form in which they travel: as they are, URL-encoded once or twice, in JSON, in HTML, in
 * hex, and inside Base64 at any offset, as in {@code Authorization: Basic}. Used by one thread.
 */
final class Masks {
    /** A shorter stretch of Base64 is in too many innocent texts. */
    private static final int TELLING = 6;

    private final List<Mask> masks = new ArrayList<>();
    private final List<String> values = new ArrayList<>();

    private record Mask(String form, String instead) {}

    /** Hides a value from now on. */
    void hide(String value, String instead) {
        if (value.isBlank() || masks.stream().anyMatch(mask -> mask.form.equals(value))) {
            return;
        }
        values.add(value);
        forms(value).stream()
                .filter(form -> !form.isEmpty())
                .distinct()
                .forEach(form -> masks.add(new Mask(form, instead)));
        masks.sort(Comparator.comparingInt((Mask mask) -> mask.form.length()).reversed());
    }

    /** Hides a value of an expression: bytes as they are written in Base64 and in hex. */
    void hide(Object value, String instead) {
        switch (value) {
            case byte[] bytes -> {
                hide(Base64.getEncoder().withoutPadding().encodeToString(bytes), instead);
                hide(HexFormat.of().formatHex(bytes), instead);
            }
            case Boolean truth -> {}
            default -> hide(Values.text(value), instead);
        }
    }

    /** As they are, for what looks for them in a picture. */
    List<String> values() {
        return List.copyOf(values);
    }

    /** Hides what was computed of a secret and sent, but for what is too short to tell it, and in every second text. */
    void hideComputed(Object value) {
        if (value instanceof byte[] || Values.text(value).length() >= TELLING) {
            hide(value, "[computed from a secret]");
        }
    }

    /** Whether a text holds one of the values. */
    boolean isIn(String text) {
        return masks.stream().anyMatch(mask -> text.contains(mask.form));
    }

    /** The text without any of the values. */
    String apply(String text) {
        String masked = text;
        for (Mask mask : masks) {
            masked = masked.replace(mask.form, mask.instead);
        }
        return masked;
    }

    private static List<String> forms(String value) {
        List<String> forms = new ArrayList<>();
        String encoded = URLEncoder.encode(value, StandardCharsets.UTF_8);
        String json = json(value);
        forms.add(value);
        forms.add(encoded);
        forms.add(encoded.replace("+", "%20"));
        forms.add(encoded.toLowerCase(Locale.ROOT));
        forms.add(json);
        forms.add(json.replace("/", "\\/"));
        forms.add(quoted(value));
        forms.add(value.replaceAll("\\s+", " "));
        forms.add(ascii(json));
        forms.add(ascii(json).replace("/", "\\/"));
        forms.add(URLEncoder.encode(encoded, StandardCharsets.UTF_8));
        forms.add(value.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;"));
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        if (bytes.length >= TELLING) {
            forms.add(HexFormat.of().formatHex(bytes));
            forms.add(HexFormat.of().withUpperCase().formatHex(bytes));
            // Netty's complaints of a line that is not HTTP are in capitals.
            forms.add(value.toUpperCase(Locale.ROOT));
        }
        for (int offset = 0; offset < 3; offset++) {
            String core = base64(bytes, offset);
            if (core.length() >= TELLING) {
                forms.add(core);
                forms.add(core.replace('+', '-').replace('/', '_'));
                forms.add(core.replace("+", "%2B").replace("/", "%2F"));
            }
        }
        return forms;
    }

    /** The letters of Base64 that depend on these bytes alone when {@code offset} others stand before them. */
    private static String base64(byte[] bytes, int offset) {
        byte[] shifted = new byte[offset + bytes.length];
        System.arraycopy(bytes, 0, shifted, offset, bytes.length);
        String encoded = Base64.getEncoder().withoutPadding().encodeToString(shifted);
        int from = offset == 0 ? 0 : offset + 1;
        int to = shifted.length * 8 / 6;
        return from >= to ? "" : encoded.substring(from, to);
    }

    /** As those write it who trust no encoding: every other letter as {@code \\uXXXX}. */
    private static String ascii(String json) {
        StringBuilder ascii = new StringBuilder(json.length() + 8);
        json.chars().forEach(letter -> {
            if (letter < 0x80) {
                ascii.append((char) letter);
            } else {
                ascii.append("\\u").append(HexFormat.of().toHexDigits((short) letter));
            }
        });
        return ascii.toString();
    }

    /** As it stands between the quotes of our own sentences. */
    private static String quoted(String value) {
        return value.replace("\\", "\\\\")
                .replace("'", "\\'")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
    }

    private static String json(String value) {
        StringBuilder json = new StringBuilder(value.length() + 8);
        for (int i = 0; i < value.length(); i++) {
            char character = value.charAt(i);
            switch (character) {
                case '"' -> json.append("\\\"");
                case '\\' -> json.append("\\\\");
                case '\n' -> json.append("\\n");
                case '\r' -> json.append("\\r");
                case '\t' -> json.append("\\t");
                default -> json.append(character);
            }
        }
        return json.toString();
    }
}
