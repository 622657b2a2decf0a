package dev.outrider.run.http;

import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/** What was agreed on in a TLS handshake, and the certificate by which the server showed itself. */
public record Handshake(String protocol, String cipher, X509Certificate certificate) {
    static Optional<Handshake> of(SSLSession session) {
        try {
            Certificate[] chain = session.getPeerCertificates();
            return chain.length > 0 && chain[0] instanceof X509Certificate certificate
                    ? Optional.of(new Handshake(session.getProtocol(), session.getCipherSuite(), certificate))
                    : Optional.empty();
        } catch (SSLPeerUnverifiedException nobodyShownItself) {
            return Optional.empty();
        }
    }
}
