package dev.outrider.run.http;

import dev.outrider.result.Outcome.Trouble;
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
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * TLS as a new customer makes it: a full handshake each time, the chain and the name always verified. What is made once
 * serves for as long as the same is trusted.
 */
final class Tls {
    private static final int ONE_SESSION = 1;
    /** Contexts that are kept: one for each pair of papers that hosts were given. */
    private static final int KEPT = 64;
    /** A handshake costs BoringSSL a third of what it costs the JDK; the chain is judged by the JDK's trust either way. */
    private static final SslProvider PROVIDER = OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK;

    private final Trust trust;
    private final Map<Kind, Secure> made = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Kind, Secure> eldest) {
            return size() > KEPT;
        }
    };
    /** The JDK finds a session to resume by host and port, and uses this port for nothing else. */
    private final AtomicInteger neverTheSame = new AtomicInteger();

    /**
     * With what is trusted.
     *
     * @param authorities a PEM file of certificates that are trusted beside the system's, or a folder of such files
     */
    Tls(Optional<Path> authorities) {
        this.trust = new Trust(authorities, System::nanoTime);
    }

    private record Kind(int version, Speech speech, Papers papers) {}

    /** How handshakes of one kind are made. */
    final class Secure {
        private final SslContext context;
        private final Shown shown;
        private final Optional<Identity> identity;

        private Secure(SslContext context, Shown shown, Optional<Identity> identity) {
            this.context = context;
            this.shown = shown;
            this.identity = identity;
        }

        /** By what we show ourselves. */
        Optional<Identity> identity() {
            return identity;
        }

        /** What the server of a connection showed, also where it was refused; asked once, when its handshake is over. */
        Optional<Handshake> shown(SSLEngine engine) {
            return shown.on(engine);
        }

        SslHandler handler(ByteBufAllocator allocator, String name) {
            SslHandler handler = context.newHandler(allocator, name, neverTheSame.incrementAndGet());
            handler.setHandshakeTimeoutMillis(0);
            return handler;
        }
    }

    /**
     * For a host. Reads files: not for an event loop.
     *
     * @throws Prevented when the papers cannot be used
     */
    Secure secure(Speech speech, String host, Papers papers, Instant now) {
        Secure secure = made(speech, host, papers);
        secure.identity().ifPresent(own -> own.insistValid(host, now));
        return secure;
    }

    private synchronized Secure made(Speech speech, String host, Papers papers) {
        Trust.Trusted base = trust.current();
        Kind kind = new Kind(base.version(), speech, papers);
        Secure known = made.get(kind);
        if (known == null) {
            known = make(speech, host, papers, base);
            made.keySet().removeIf(each -> each.version() != base.version());
            made.put(kind, known);
        }
        return known;
    }

    private Secure make(Speech speech, String host, Papers papers, Trust.Trusted base) {
        Optional<Identity> identity = papers.identity(host);
        Shown shown = new Shown(trusted(host, papers, base));
        try {
            return new Secure(context(speech, shown, identity), shown, identity);
        } catch (GeneralSecurityException | IOException unusable) {
            throw new Prevented(Trouble.CERTIFICATE, "TLS cannot be spoken to " + host + ": " + unusable.getMessage());
        }
    }

    private static SslContext context(Speech speech, Shown shown, Optional<Identity> identity)
            throws GeneralSecurityException, IOException {
        SslContextBuilder builder = SslContextBuilder.forClient();
        identity.ifPresent(own -> builder.keyManager(own.key(), own.chain()));
        SslContext context = builder.sslProvider(PROVIDER)
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

    /** By what we show ourselves to a host; the same is checked as before a handshake of ours. */
    Optional<Identity> identity(String host, Papers papers, Instant now) {
        Optional<Identity> identity = papers.identity(host);
        identity.ifPresent(own -> own.insistValid(host, now));
        return identity;
    }

    /** Who is trusted at a host. */
    X509ExtendedTrustManager trusted(String host, Papers papers) {
        return trusted(host, papers, trust.current());
    }

    private static X509ExtendedTrustManager trusted(String host, Papers papers, Trust.Trusted base) {
        if (papers.authorities().isEmpty()) {
            return base.manager();
        }
        try {
            List<X509Certificate> own = new ArrayList<>(base.own());
            own.addAll(Trust.certificates(papers.authorities().get()));
            return Trust.trusted(base.version(), own).manager();
        } catch (GeneralSecurityException | IOException unusable) {
            throw new Prevented(
                    Trouble.CERTIFICATE,
                    "the authorities to trust at %s are no PEM certificates: %s"
                            .formatted(host, unusable.getMessage()));
        }
    }

    /** What the JDK still takes for safe, also where another engine speaks. */
    private static List<String> safe() throws GeneralSecurityException {
        SSLContext jdk = SSLContext.getInstance("TLS");
        jdk.init(null, null, null);
        return List.of(jdk.getDefaultSSLParameters().getCipherSuites());
    }
}
