package dev.outrider.run.net;

import dev.outrider.run.http.Onlooking;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedTrustManager;

/** Sees the chain that a server shows before it is judged: of one that is refused, too, it must be told what it was. */
final class Witness extends Onlooking {
    private volatile List<X509Certificate> chain = List.of();
    private volatile String protocol = "";
    private volatile String cipher = "";
    private volatile boolean refuses;

    Witness(X509ExtendedTrustManager judge) {
        super(judge);
    }

    /** The server's own certificate first; empty when none was shown. */
    List<X509Certificate> chain() {
        return chain;
    }

    /** What is being spoken. */
    String protocol() {
        return protocol;
    }

    String cipher() {
        return cipher;
    }

    /** Whether the chain was seen, and not believed. */
    boolean refuses() {
        return refuses;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] shown, String kind, Socket socket) throws CertificateException {
        chain = List.of(shown);
        if (socket instanceof SSLSocket secure && secure.getHandshakeSession() != null) {
            protocol = secure.getHandshakeSession().getProtocol();
            cipher = secure.getHandshakeSession().getCipherSuite();
        }
        refuses = true;
        super.checkServerTrusted(shown, kind, socket);
        refuses = false;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] shown, String kind, SSLEngine engine) throws CertificateException {
        chain = List.of(shown);
        super.checkServerTrusted(shown, kind, engine);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] shown, String kind) throws CertificateException {
        chain = List.of(shown);
        super.checkServerTrusted(shown, kind);
    }
}
