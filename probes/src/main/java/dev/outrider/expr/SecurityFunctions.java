package dev.outrider.expr;

import static dev.cel.common.types.SimpleType.BYTES;
import static dev.cel.common.types.SimpleType.DYN;
import static dev.cel.common.types.SimpleType.STRING;
import static dev.outrider.expr.Function.global;
import static dev.outrider.expr.TextFunctions.text;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cel.common.types.CelType;
import dev.cel.common.types.MapType;
import dev.cel.common.values.CelByteString;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** Digests, signatures, encodings, one-time codes. */
final class SecurityFunctions {
    private static final Base64.Encoder URL_ENCODER = Base64.getUrlEncoder().withoutPadding();

    static final List<Function> ALL = List.of(
            digest("sha256", "SHA-256", STRING),
            digest("sha256", "SHA-256", BYTES),
            digest("sha512", "SHA-512", STRING),
            digest("sha512", "SHA-512", BYTES),
            hmac("hmac.sha256", "SHA256", STRING, STRING),
            hmac("hmac.sha256", "SHA256", STRING, BYTES),
            hmac("hmac.sha256", "SHA256", BYTES, STRING),
            hmac("hmac.sha256", "SHA256", BYTES, BYTES),
            hmac("hmac.sha512", "SHA512", STRING, STRING),
            hmac("hmac.sha512", "SHA512", STRING, BYTES),
            hmac("hmac.sha512", "SHA512", BYTES, STRING),
            hmac("hmac.sha512", "SHA512", BYTES, BYTES),
            global("hex", STRING, List.of(BYTES), a -> HexFormat.of().formatHex(bytes(a, 0)), "bytes in hexadecimal"),
            global(
                    "base64.encode",
                    STRING,
                    List.of(BYTES),
                    a -> Base64.getEncoder().encodeToString(bytes(a, 0)),
                    "bytes in Base64"),
            global(
                    "base64.encode",
                    STRING,
                    List.of(STRING),
                    a -> Base64.getEncoder().encodeToString(bytes(a, 0)),
                    "text in Base64"),
            global(
                    "base64.decode",
                    BYTES,
                    List.of(STRING),
                    a -> decode(Base64.getDecoder(), text(a, 0)),
                    "bytes of Base64"),
            global(
                    "base64url.encode",
                    STRING,
                    List.of(BYTES),
                    a -> URL_ENCODER.encodeToString(bytes(a, 0)),
                    "bytes in Base64 for URLs"),
            global(
                    "base64url.encode",
                    STRING,
                    List.of(STRING),
                    a -> URL_ENCODER.encodeToString(bytes(a, 0)),
                    "text in Base64 for URLs"),
            global(
                    "base64url.decode",
                    BYTES,
                    List.of(STRING),
                    a -> decode(Base64.getUrlDecoder(), text(a, 0)),
                    "bytes of Base64 for URLs"),
            global(
                    "jwt.claims",
                    MapType.create(STRING, DYN),
                    List.of(STRING),
                    SecurityFunctions::claims,
                    "what a JSON Web Token says, unverified"),
            global(
                    "basicAuth",
                    STRING,
                    List.of(STRING, STRING),
                    SecurityFunctions::basic,
                    "the value of an Authorization header"),
            global(
                    "totp",
                    STRING,
                    List.of(STRING),
                    SecurityFunctions::totp,
                    "the one-time code of this moment for a Base32 seed"));

    private SecurityFunctions() {}

    private static Function digest(String name, String algorithm, CelType of) {
        return global(
                name,
                BYTES,
                List.of(of),
                a -> CelByteString.of(Digests.of(algorithm, bytes(a, 0))),
                algorithm + " digest");
    }

    private static Function hmac(String name, String digest, CelType key, CelType of) {
        return global(
                name,
                BYTES,
                List.of(key, of),
                a -> CelByteString.of(Digests.mac("Hmac" + digest, bytes(a, 0), bytes(a, 1))),
                "HMAC of a text under a key");
    }

    private static byte[] bytes(Object[] arguments, int index) {
        byte[] bytes = arguments[index] instanceof CelByteString binary
                ? binary.toByteArray()
                : ((String) arguments[index]).getBytes(UTF_8);
        Work.makes(2L * bytes.length);
        return bytes;
    }

    private static CelByteString decode(Base64.Decoder decoder, String text) {
        Work.makes(text.length());
        try {
            return CelByteString.of(decoder.decode(text));
        } catch (IllegalArgumentException wrong) {
            throw new Unfit(Shown.text(text, 40) + " is not Base64");
        }
    }

    private static String basic(Object[] arguments) {
        return "Basic "
                + Base64.getEncoder().encodeToString((text(arguments, 0) + ":" + text(arguments, 1)).getBytes(UTF_8));
    }

    private static Object claims(Object[] arguments) {
        String[] parts = text(arguments, 0).split("\\.", -1);
        if (parts.length != 3) {
            throw new Unfit(Shown.text(text(arguments, 0), 20) + " is not a JSON Web Token");
        }
        try {
            return Json.read(decode(Base64.getUrlDecoder(), parts[1]).toStringUtf8());
        } catch (Names.NotAvailable notJson) {
            throw new Unfit("the claims of this JSON Web Token are not JSON");
        }
    }

    /** RFC 6238 with its defaults: SHA-1, 30 seconds, six digits. */
    private static String totp(Object[] arguments) {
        Instant now = (Instant) Work.name("now", Instant::now);
        byte[] counter = java.nio.ByteBuffer.allocate(Long.BYTES)
                .putLong(Math.floorDiv(now.getEpochSecond(), 30))
                .array();
        byte[] hash = Digests.mac("HmacSHA1", base32(text(arguments, 0)), counter);
        int offset = hash[hash.length - 1] & 0xF;
        int code = java.nio.ByteBuffer.wrap(hash, offset, Integer.BYTES).getInt() & 0x7FFF_FFFF;
        return String.format(Locale.ROOT, "%06d", code % 1_000_000);
    }

    private static byte[] base32(String seed) {
        String letters = seed.replaceAll("[\\s=-]", "").toUpperCase(Locale.ROOT);
        java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
        int buffer = 0;
        int bits = 0;
        for (int i = 0; i < letters.length(); i++) {
            int value = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letters.charAt(i));
            if (value < 0) {
                throw new Unfit("the seed of a one-time code is Base32: letters A-Z and digits 2-7");
            }
            buffer = buffer << 5 | value;
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                bytes.write(buffer >> bits);
                buffer &= (1 << bits) - 1;
            }
        }
        return bytes.toByteArray();
    }
}
