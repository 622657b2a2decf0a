package dev.outrider.run.http;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Sees what each server shows before it is judged: of a chain that is refused the JDK keeps nothing. Connections are told
 * apart by their engine's port, which {@link Tls} gives to no two.
 */
final class Shown extends Onlooking {
    private final Map<Integer, Handshake> shown = new ConcurrentHashMap<>();

    Shown(X509ExtendedTrustManager judge) {
        super(judge);
    }

    /** What was shown on this connection; asked once, when its handshake is over. */
    Optional<Handshake> on(SSLEngine engine) {
        return Optional.ofNullable(shown.remove(engine.getPeerPort()));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String kind, SSLEngine engine) throws CertificateException {
        SSLSession session = engine.getHandshakeSession();
        if (session != null) {
            Handshake.of(session, chain).ifPresent(handshake -> shown.put(engine.getPeerPort(), handshake));
        }
        super.checkServerTrusted(chain, kind, engine);
    }
}
