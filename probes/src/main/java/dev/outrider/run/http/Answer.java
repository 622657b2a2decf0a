package dev.outrider.run.http;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a target answered.
 *
 * @param body decoded, as much of its beginning as is kept
 * @param bodyBytes how many there were, decoded
 * @param handshake of the connection that it came on, where that has one
 * @param trailers that came after the body
 * @param wireBytes of its body before it was decoded
 */
public record Answer(
        int status,
        String reason,
        Headers headers,
        Bytes body,
        long bodyBytes,
        String protocol,
        String address,
        Optional<Handshake> handshake,
        Headers trailers,
        long wireBytes) {
    private static final Pattern CHARSET = Pattern.compile("(?i)charset\\s*=\\s*\"?([^\\s;\"]+)");

    /** One that came without TLS and without an encoding. */
    public Answer(
            int status, String reason, Headers headers, Bytes body, long bodyBytes, String protocol, String address) {
        this(status, reason, headers, body, bodyBytes, protocol, address, Optional.empty(), Headers.NONE, bodyBytes);
    }

    /** Whether there was more than we kept. */
    public boolean cut() {
        return bodyBytes > body.size();
    }

    /** What the body's bytes mean, UTF-8 unless its content type says another. */
    public Charset charset() {
        Matcher named = CHARSET.matcher(headers.first("content-type").orElse(""));
        if (!named.find()) {
            return StandardCharsets.UTF_8;
        }
        try {
            return Charset.forName(named.group(1));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            return StandardCharsets.UTF_8;
        }
    }

    public String text() {
        return body.text(charset());
    }
}
