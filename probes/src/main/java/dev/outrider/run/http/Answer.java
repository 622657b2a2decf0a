package dev.outrider.run.http;

import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Optional;

/**
 * What a target answered.
 *
 * @param body decoded, as much of its beginning as is kept
 * @param bodyBytes how many there were, decoded
 * @param handshake of the connection that it came on, where that has one
 * @param trailers that came after the body
 * @param wireBytes of its body before it was decoded
 * @param shortage why less of it was kept than the run allows, where our own memory is the reason
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
        long wireBytes,
        Optional<String> shortage) {
    /** One that came without TLS and without an encoding. */
    public Answer(
            int status, String reason, Headers headers, Bytes body, long bodyBytes, String protocol, String address) {
        this(
                status,
                reason,
                headers,
                body,
                bodyBytes,
                protocol,
                address,
                Optional.empty(),
                Headers.NONE,
                bodyBytes,
                Optional.empty());
    }

    /** Whether there was more than we kept. */
    public boolean cut() {
        return bodyBytes > body.size();
    }

    /** The same, of which this is kept. */
    public Answer with(Bytes other) {
        return other == body
                ? this
                : new Answer(
                        status, reason, headers, other, bodyBytes, protocol, address, handshake, trailers, wireBytes,
                        shortage);
    }

    /** In which the body is written: see {@link Lettering}. */
    public Charset charset() {
        return Lettering.of(headers, body).charset();
    }

    public String text() {
        return Lettering.of(headers, body).text(body);
    }

    /**
     * Why a customer sees something else than was written: the charset that the target names is unknown, or its bytes are
     * none of it. Only a text can be wrong in this way.
     */
    public Optional<String> garbled() {
        if (!isText()) {
            return Optional.empty();
        }
        Lettering lettering = Lettering.of(headers, body);
        String declared = lettering.declared().orElse("UTF-8");
        if (!lettering.known()) {
            return Optional.of(
                    "it says that it is written in '%s', which is no charset that we know".formatted(declared));
        }
        return lettering.fits(body, cut())
                ? Optional.empty()
                : Optional.of("%s %s, and has bytes that are not: customers see \uFFFD in their place"
                        .formatted(
                                lettering.declared().isPresent()
                                        ? "it says that it is written in"
                                        : "it names no charset, so it is",
                                declared));
    }

    /** Whether a customer's program refuses it where its letters are wrong: JSON and XML have no way around that. */
    public boolean strict() {
        String type = headers.first("content-type").orElse("").toLowerCase(Locale.ROOT);
        return type.contains("json") || (type.contains("xml") && !type.contains("xhtml"));
    }

    private boolean isText() {
        String type = headers.first("content-type").orElse("").toLowerCase(Locale.ROOT);
        return type.startsWith("text/") || type.contains("json") || type.contains("xml");
    }
}
