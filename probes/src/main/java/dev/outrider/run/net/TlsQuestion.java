package dev.outrider.run.net;

import dev.outrider.result.Outcome.Fault;
import dev.outrider.run.http.Deadline;
import dev.outrider.run.http.Dialer;
import dev.outrider.run.http.Faults;
import dev.outrider.run.http.Phases;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

/** A TLS handshake and the certificate that comes with it: verified as for a customer, and told also when refused. */
final class TlsQuestion {
    private final Dialer dialer;
    private final InstantSource clock;

    TlsQuestion(Dialer dialer, InstantSource clock) {
        this.dialer = dialer;
        this.clock = clock;
    }

    /** @param name that the server is asked for and must prove */
    Found ask(Where where, String name, Deadline deadline) throws InterruptedException {
        Witness witness = new Witness(dialer.trusted());
        try (Link link = Link.open(dialer, where, deadline)) {
            long began = System.nanoTime();
            try (SSLSocket socket = socket(link.socket(), name, where.port(), witness)) {
                socket.startHandshake();
                return new Found.Answered(fields(socket, witness), phases(link, began));
            } catch (IOException failed) {
                return broken(link, failed, witness, deadline, phases(link, began));
            }
        } catch (Link.Unreachable unreachable) {
            return unreachable.found();
        }
    }

    private static SSLSocket socket(Socket plain, String name, int port, Witness witness) throws IOException {
        SSLSocket socket = (SSLSocket) context(witness).getSocketFactory().createSocket(plain, name, port, true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
        if (name.chars().anyMatch(Character::isLetter) && !name.contains(":")) {
            parameters.setServerNames(List.of(new SNIHostName(name)));
        }
        socket.setSSLParameters(parameters);
        return socket;
    }

    /** One for each question: nothing is resumed, every handshake is a full one. */
    private static SSLContext context(Witness witness) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {witness}, new SecureRandom());
            return context;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has TLS", impossible);
        }
    }

    private Map<String, Object> fields(SSLSocket socket, Witness witness) {
        Map<String, Object> fields =
                new HashMap<>(Certificates.fields(witness.chain().getFirst(), clock.instant()));
        fields.put("protocol", socket.getSession().getProtocol());
        fields.put("cipher", socket.getSession().getCipherSuite());
        return fields;
    }

    private static Found.Broken broken(
            Link link, IOException failed, Witness witness, Deadline deadline, Phases phases) {
        if (deadline.passed()) {
            String detail = "no TLS handshake with " + link.address() + " within " + deadline.limit();
            return new Found.Broken(Fault.TIMEOUT, detail, phases);
        }
        String detail = failed instanceof SSLException
                ? Faults.tls(failed)
                : "the server closed the connection during the TLS handshake";
        String shown = witness.chain().stream()
                .findFirst()
                .map(certificate -> "; " + Certificates.words(certificate))
                .orElse("");
        return new Found.Broken(Fault.TLS, detail + shown, phases);
    }

    private static Phases phases(Link link, long began) {
        return link.phases().plus(new Phases(0, 0, System.nanoTime() - began, 0, 0, 0, 0));
    }
}
