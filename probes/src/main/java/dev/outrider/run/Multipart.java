package dev.outrider.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.outrider.run.http.Bytes;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** A body of parts as browsers write it (RFC 7578). Its boundary is a digest of the parts, which none of them can hold. */
final class Multipart {
    private final List<Part> parts = new ArrayList<>();

    private record Part(String head, Bytes content) {}

    void text(String name, String value) {
        text(name, "", value);
    }

    /** @param type of its content; empty to say none, as browsers do */
    void text(String name, String type, String value) {
        parts.add(new Part(head(name, "", type), Bytes.of(value)));
    }

    void file(String name, String fileName, String type, byte[] content) {
        parts.add(new Part(head(name, "; filename=\"" + quoted(fileName) + "\"", type), Bytes.of(content)));
    }

    private static String head(String name, String more, String type) {
        return "Content-Disposition: form-data; name=\"" + quoted(name) + "\"" + more + "\r\n"
                + (type.isEmpty() ? "" : "Content-Type: " + type + "\r\n") + "\r\n";
    }

    private static String quoted(String text) {
        return text.replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A");
    }

    /** The value of {@code Content-Type}. */
    String type() {
        return "multipart/form-data; boundary=" + boundary();
    }

    Bytes body() {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        String boundary = boundary();
        for (Part part : parts) {
            body.writeBytes(("--" + boundary + "\r\n" + part.head).getBytes(UTF_8));
            body.writeBytes(part.content.copy());
            body.writeBytes("\r\n".getBytes(UTF_8));
        }
        body.writeBytes(("--" + boundary + "--\r\n").getBytes(UTF_8));
        return Bytes.of(body.toByteArray());
    }

    private String boundary() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Part part : parts) {
                digest.update(part.head.getBytes(UTF_8));
                digest.update(part.content.copy());
            }
            return "outrider-" + HexFormat.of().formatHex(digest.digest(), 0, 16);
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
