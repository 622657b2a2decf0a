package dev.outrider.run.http;

import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/**
 * What was agreed on in a TLS handshake, and the certificates by which the server showed itself.
 *
 * @param cipher empty where the handshake was refused and the engine does not tell it yet
 * @param chain the server's own first, as it sent them; never empty
 */
public record Handshake(String protocol, String cipher, List<X509Certificate> chain) {
    private static final String NONE = "SSL_NULL_WITH_NULL_NULL";

    public Handshake {
        cipher = cipher.equals(NONE) ? "" : cipher;
        chain = List.copyOf(chain);
    }

    /** The server's own. */
    public X509Certificate certificate() {
        return chain.getFirst();
    }

    static Optional<Handshake> of(SSLSession session) {
        try {
            return of(session, session.getPeerCertificates());
        } catch (SSLPeerUnverifiedException nobodyShownItself) {
            return Optional.empty();
        }
    }

    /** Of one that is not over, with what was shown in it. */
    static Optional<Handshake> of(SSLSession session, Certificate[] shown) {
        List<X509Certificate> chain = Arrays.stream(shown)
                .filter(X509Certificate.class::isInstance)
                .map(X509Certificate.class::cast)
                .toList();
        return chain.isEmpty()
                ? Optional.empty()
                : Optional.of(new Handshake(session.getProtocol(), session.getCipherSuite(), chain));
    }
}
