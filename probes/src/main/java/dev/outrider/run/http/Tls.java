package dev.outrider.run.http;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.OpenSslSessionContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** TLS as a new customer makes it: a full handshake each time, the chain and the name always verified. */
final class Tls {
    private static final int ONE_SESSION = 1;
    /** A handshake costs BoringSSL a third of what it costs the JDK; the chain is judged by the JDK's trust either way. */
    private static final SslProvider PROVIDER = OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK;

    private final Map<Speech, SslContext> contexts = new EnumMap<>(Speech.class);
    private final X509ExtendedTrustManager trusted;
    private final Shown shown;
    /** The JDK finds a session to resume by host and port, and uses this port for nothing else. */
    private final AtomicInteger neverTheSame = new AtomicInteger();

    /**
     * With what is trusted.
     *
     * @param authorities a PEM file of certificates that are trusted beside the system's
     */
    Tls(Optional<Path> authorities) {
        try {
            TrustManagerFactory trust = trust(authorities);
            this.trusted = (X509ExtendedTrustManager) trust.getTrustManagers()[0];
            this.shown = new Shown(trusted);
            for (Speech speech : Speech.values()) {
                contexts.put(speech, context(speech));
            }
        } catch (GeneralSecurityException | IOException unusable) {
            throw new IllegalArgumentException(
                    "cannot read the trusted certificates"
                            + authorities.map(file -> " in " + file).orElse("") + ": " + unusable.getMessage(),
                    unusable);
        }
    }

    private SslContext context(Speech speech) throws GeneralSecurityException, IOException {
        SslContext context = SslContextBuilder.forClient()
                .sslProvider(PROVIDER)
                .trustManager(shown)
                .endpointIdentificationAlgorithm("HTTPS")
                .protocols("TLSv1.3", "TLSv1.2")
                .ciphers(safe(), SupportedCipherSuiteFilter.INSTANCE)
                .applicationProtocolConfig(new ApplicationProtocolConfig(
                        Protocol.ALPN,
                        SelectorFailureBehavior.NO_ADVERTISE,
                        SelectedListenerFailureBehavior.ACCEPT,
                        speech.offered()))
                .sessionCacheSize(ONE_SESSION)
                .build();
        if (context.sessionContext() instanceof OpenSslSessionContext sessions) {
            sessions.setSessionCacheEnabled(false);
        }
        return context;
    }

    X509ExtendedTrustManager trusted() {
        return trusted;
    }

    /** What the server of a connection showed, also where it was refused; asked once, when its handshake is over. */
    Optional<Handshake> shown(SSLEngine engine) {
        return shown.on(engine);
    }

    SslHandler handler(ByteBufAllocator allocator, String host, Speech speech) {
        SslContext context = Objects.requireNonNull(contexts.get(speech));
        SslHandler handler = context.newHandler(allocator, host, neverTheSame.incrementAndGet());
        handler.setHandshakeTimeoutMillis(0);
        return handler;
    }

    /** What the JDK still takes for safe, also where another engine speaks. */
    private static List<String> safe() throws GeneralSecurityException {
        SSLContext jdk = SSLContext.getInstance("TLS");
        jdk.init(null, null, null);
        return List.of(jdk.getDefaultSSLParameters().getCipherSuites());
    }

    private static TrustManagerFactory trust(Optional<Path> authorities) throws GeneralSecurityException, IOException {
        if (authorities.isEmpty()) {
            return factory(null);
        }
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        int count = 0;
        for (X509Certificate system : systems()) {
            store.setCertificateEntry("system-" + count++, system);
        }
        try (InputStream pem = Files.newInputStream(authorities.get())) {
            for (Certificate own : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                store.setCertificateEntry("own-" + count++, own);
            }
        }
        return factory(store);
    }

    private static X509Certificate[] systems() throws GeneralSecurityException {
        return ((X509TrustManager) factory(null).getTrustManagers()[0]).getAcceptedIssuers();
    }

    private static TrustManagerFactory factory(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory;
    }
}
