package dev.outrider.result;

import java.time.Instant;
import java.util.Optional;

/**
 * What the answer of a step looked like, in about a hundred bytes: kept of every run, so that what changed before an
 * incident can be told.
 *
 * @param address that answered, with its port
 * @param protocol {@code HTTP/1.1} or {@code HTTP/2}
 * @param serial of the certificate, in hex, where there was one
 * @param expires the end of that certificate
 * @param type of the content, without its parameters
 * @param shape a digest of the fields of JSON or the elements of a page, whatever their values; empty for other content
 * @param bytes of the decoded body
 */
public record Fingerprint(
        String address,
        String protocol,
        Optional<String> serial,
        Optional<Instant> expires,
        String type,
        String shape,
        long bytes) {}
