package dev.outrider.run.net;

import dev.outrider.result.Certificate;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A certificate as people look at it. */
public final class Certificates {
    private static final int DNS_NAME = 2;
    private static final int IP_ADDRESS = 7;

    private Certificates() {}

    /** What an expression reads of it; {@code daysLeft} is whole days, negative when it has expired. */
    public static Map<String, Object> fields(X509Certificate certificate, Instant now) {
        Instant end = certificate.getNotAfter().toInstant();
        return Map.of(
                "daysLeft", daysLeft(certificate, now),
                "subject", certificate.getSubjectX500Principal().getName(),
                "issuer", certificate.getIssuerX500Principal().getName(),
                "names", names(certificate),
                "notBefore", certificate.getNotBefore().toInstant(),
                "notAfter", end,
                "fingerprint", fingerprint(certificate));
    }

    /** Whole days until it ends, negative when it has. */
    public static long daysLeft(X509Certificate certificate, Instant now) {
        return Math.floorDiv(
                Duration.between(now, certificate.getNotAfter().toInstant()).toSeconds(), 86_400L);
    }

    /** What evidence says of it. */
    public static Certificate summary(X509Certificate certificate) {
        return new Certificate(
                certificate.getSubjectX500Principal().getName(),
                certificate.getIssuerX500Principal().getName(),
                certificate.getSerialNumber().toString(16),
                certificate.getNotBefore().toInstant(),
                certificate.getNotAfter().toInstant());
    }

    /** For a sentence about one that was refused. */
    static String words(X509Certificate certificate, Instant now) {
        long days = daysLeft(certificate, now);
        return "it shows %s for %s, valid from %s to %s (%s)"
                .formatted(
                        certificate.getSubjectX500Principal().getName(),
                        String.join(", ", names(certificate)),
                        certificate.getNotBefore().toInstant(),
                        certificate.getNotAfter().toInstant(),
                        days < 0 ? "over for " + -days + " days" : days + " days left");
    }

    /** The hosts that it is for (RFC 6125: the alternative names, and nothing else). */
    public static List<String> names(X509Certificate certificate) {
        try {
            return Optional.ofNullable(certificate.getSubjectAlternativeNames()).stream()
                    .flatMap(names -> names.stream())
                    .filter(name -> name.get(0).equals(DNS_NAME) || name.get(0).equals(IP_ADDRESS))
                    .map(name -> name.get(1).toString())
                    .toList();
        } catch (CertificateParsingException unreadable) {
            return List.of();
        }
    }

    private static String fingerprint(X509Certificate certificate) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
