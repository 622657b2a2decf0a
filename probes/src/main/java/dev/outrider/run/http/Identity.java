package dev.outrider.run.http;

import dev.outrider.result.Outcome.Trouble;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The certificate by which a client shows itself, and the key that proves it. */
public final class Identity {
    private static final Pattern KEY = Pattern.compile("-----BEGIN ([A-Z ]*)PRIVATE KEY-----([^-]*)-----END");
    private static final byte[] ANYTHING = {1, 2, 3};

    private final List<X509Certificate> chain;
    private final PrivateKey key;

    private Identity(List<X509Certificate> chain, PrivateKey key) {
        this.chain = chain;
        this.key = key;
    }

    /**
     * Reads the two.
     *
     * @param host to which it is shown
     * @throws Prevented when they cannot be read, or do not belong together
     */
    static Identity of(String host, String certificate, String key) {
        try {
            List<X509Certificate> chain = Trust.certificates(certificate);
            PublicKey shown = chain.getFirst().getPublicKey();
            PrivateKey own = key(key, shown.getAlgorithm());
            if (!belong(own, shown)) {
                throw new Prevented(
                        Trouble.CERTIFICATE,
                        "the key for %s is not that of its client certificate (%s)".formatted(host, name(chain)));
            }
            return new Identity(chain, own);
        } catch (GeneralSecurityException | IllegalArgumentException unreadable) {
            throw new Prevented(
                    Trouble.CERTIFICATE,
                    "the client certificate for %s cannot be used: %s".formatted(host, unreadable.getMessage()));
        }
    }

    /** Anew for each handshake: it was good when the process began. */
    void insistValid(String host, Instant now) {
        X509Certificate own = chain.getFirst();
        if (now.isAfter(own.getNotAfter().toInstant())) {
            throw new Prevented(
                    Trouble.CERTIFICATE,
                    "the client certificate for %s (%s) expired on %s"
                            .formatted(host, name(chain), own.getNotAfter().toInstant()));
        }
        if (now.isBefore(own.getNotBefore().toInstant())) {
            throw new Prevented(
                    Trouble.CERTIFICATE,
                    "the client certificate for %s (%s) is valid from %s only"
                            .formatted(host, name(chain), own.getNotBefore().toInstant()));
        }
    }

    X509Certificate[] chain() {
        return chain.toArray(X509Certificate[]::new);
    }

    PrivateKey key() {
        return key;
    }

    /** As the certificate says it. */
    public String name() {
        return name(chain);
    }

    /** Why a server hung up, where it was because of this. */
    public Optional<String> refused(String target, String detail) {
        return Faults.isAboutOurs(detail)
                ? Optional.of(
                        "the client certificate for %s (%s) was refused: %s".formatted(target, name(chain), detail))
                : Optional.empty();
    }

    /** What shows it in a handshake of the JDK. */
    public Showing showing() {
        return new Showing(this);
    }

    private static String name(List<X509Certificate> chain) {
        return chain.getFirst().getSubjectX500Principal().getName();
    }

    private static PrivateKey key(String pem, String algorithm) throws GeneralSecurityException {
        Matcher found = KEY.matcher(pem);
        if (!found.find()) {
            throw new GeneralSecurityException("its key is no PEM text with a PRIVATE KEY");
        }
        if (!found.group(1).isEmpty()) {
            throw new GeneralSecurityException(
                    "its key is a '%sPRIVATE KEY'; 'openssl pkcs8 -topk8 -nocrypt -in FILE' makes it a 'PRIVATE KEY'"
                            .formatted(found.group(1)));
        }
        byte[] encoded = Base64.getMimeDecoder().decode(found.group(2));
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
    }

    private static boolean belong(PrivateKey own, PublicKey shown) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(
                switch (shown.getAlgorithm()) {
                    case "EC" -> "SHA256withECDSA";
                    case "RSA" -> "SHA256withRSA";
                    default -> shown.getAlgorithm();
                });
        signature.initSign(own);
        signature.update(ANYTHING);
        byte[] signed = signature.sign();
        signature.initVerify(shown);
        signature.update(ANYTHING);
        return signature.verify(signed);
    }
}
