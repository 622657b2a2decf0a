package dev.outrider.run.http;

import dev.outrider.result.Outcome.Trouble;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * How TLS is spoken to a host of which an environment says more than the system knows: whom to trust there, what to show, which
 * name to ask for. For a program that cannot be told so, a browser.
 */
public final class Guise {
    /** Of a handshake: the socket's own way, which needs no other thread. */
    private static final int PATIENCE_MS = 20_000;

    private final String host;
    private final String name;
    private final Optional<Identity> identity;
    private final SSLContext context;

    private Guise(String host, String name, Optional<Identity> identity, SSLContext context) {
        this.host = host;
        this.name = name;
        this.identity = identity;
        this.context = context;
    }

    /** @throws Prevented when the certificate cannot be used */
    static Guise of(String host, String name, Optional<Identity> identity, X509ExtendedTrustManager trusted) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            KeyManager @Nullable [] shown =
                    identity.isPresent() ? new KeyManager[] {identity.get().showing()} : null;
            context.init(shown, new X509ExtendedTrustManager[] {trusted}, new SecureRandom());
            return new Guise(host, name, identity, context);
        } catch (GeneralSecurityException unusable) {
            throw new Prevented(Trouble.CERTIFICATE, "TLS cannot be spoken to " + host + ": " + unusable.getMessage());
        }
    }

    /**
     * A full handshake, the chain and the name verified.
     *
     * @param protocols that are offered above it, none where there are none
     * @throws IOException when there is none
     */
    public SSLSocket over(Socket plain, List<String> protocols) throws IOException {
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(plain, name, plain.getPort(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
        parameters.setApplicationProtocols(protocols.toArray(String[]::new));
        if (Literal.of(name).isEmpty()) {
            parameters.setServerNames(List.of(new SNIHostName(name)));
        }
        socket.setSSLParameters(parameters);
        plain.setSoTimeout(PATIENCE_MS);
        socket.startHandshake();
        plain.setSoTimeout(0);
        return socket;
    }

    /** Whether a failure, then or later, is that our certificate was not taken, which says nothing of the target. */
    public Optional<Prevented> refused(IOException failure) {
        String detail = Faults.tls(failure);
        return identity.filter(own -> Faults.isAboutOurs(detail))
                .map(own -> new Prevented(
                        Trouble.CERTIFICATE,
                        "the client certificate for %s (%s) was refused: %s".formatted(host, own.name(), detail)));
    }
}
