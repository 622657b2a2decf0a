package dev.outrider.result;

import java.time.Instant;

/**
 * By what a server showed who it is.
 *
 * @param subject distinguished name
 * @param issuer distinguished name
 * @param serial in hex; with its issuer it names the certificate
 */
public record Certificate(String subject, String issuer, String serial, Instant notBefore, Instant notAfter) {}
