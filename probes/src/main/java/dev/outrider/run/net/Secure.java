package dev.outrider.run.net;

import dev.outrider.result.Outcome.Fault;
import dev.outrider.run.http.Deadline;
import dev.outrider.run.http.Faults;
import dev.outrider.run.http.Identity;
import dev.outrider.run.http.Phases;
import dev.outrider.run.http.Showing;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

/** TLS on an open connection, at once or after it was asked for in the words of a protocol. */
final class Secure {
    private final Link link;
    private final Terms terms;
    private final InstantSource clock;
    private final Deadline deadline;
    private final Optional<Showing> showing;

    /**
     * For one connection.
     *
     * @param clock the right time
     */
    Secure(Link link, Terms terms, InstantSource clock, Deadline deadline) {
        this.link = link;
        this.terms = terms;
        this.clock = clock;
        this.deadline = deadline;
        this.showing = terms.identity().map(Identity::showing);
    }

    /** What became of it. */
    sealed interface Secured {
        /**
         * There is TLS.
         *
         * @param phases of it and all before
         */
        record Done(SSLSocket socket, Phases phases) implements Secured {}

        record Refused(Found.Broken why) implements Secured {}
    }

    /** @param protocol whose STARTTLS is said first */
    Secured over(Optional<StartTls> protocol) {
        long began = System.nanoTime();
        Phases before = link.phases();
        try {
            if (protocol.isPresent()) {
                protocol.get().ask(link.socket(), terms.name());
                before = before.plus(new Phases(0, 0, 0, 0, 0, System.nanoTime() - began, 0));
            }
        } catch (StartTls.Declined declined) {
            return refused(Fault.TLS, String.valueOf(declined.getMessage()), waited(before, began));
        } catch (IOException failed) {
            String limit = "%s did not agree to STARTTLS within %s: it is silent, or does not speak %s"
                    .formatted(
                            link.address(),
                            deadline.limit(),
                            protocol.map(StartTls::name).orElse("TLS"));
            return deadline.passed()
                    ? refused(Fault.TIMEOUT, limit, waited(before, began))
                    : refused(Fault.RESET, "the connection broke before STARTTLS", waited(before, began));
        }
        return handshake(before);
    }

    private static Phases waited(Phases before, long began) {
        return before.plus(new Phases(0, 0, 0, 0, 0, System.nanoTime() - began, 0));
    }

    private static Secured refused(Fault fault, String detail, Phases phases) {
        return new Secured.Refused(new Found.Broken(fault, detail, phases));
    }

    private Secured handshake(Phases before) {
        long began = System.nanoTime();
        try {
            SSLSocket socket = socket(link.socket());
            socket.startHandshake();
            return new Secured.Done(socket, shaken(before, began));
        } catch (IOException failed) {
            Phases phases = shaken(before, began);
            return deadline.passed()
                    ? refused(
                            Fault.TIMEOUT,
                            "no TLS handshake with " + link.address() + " within " + deadline.limit(),
                            phases)
                    : refused(Fault.TLS, why(failed), phases);
        }
    }

    private static Phases shaken(Phases before, long began) {
        return before.plus(new Phases(0, 0, System.nanoTime() - began, 0, 0, 0, 0));
    }

    private String why(IOException failed) {
        String detail = failed instanceof SSLException
                ? Faults.tls(failed)
                : "the server closed the connection during the TLS handshake";
        terms.insistNotOurs(Fault.TLS, detail);
        if (!(failed instanceof SSLException) && showing.filter(Showing::asked).isPresent()) {
            terms.insistNotHungUpOnUs();
        }
        String shown = terms.witness().chain().stream()
                .findFirst()
                .map(certificate -> "; " + Certificates.words(certificate, clock.instant()))
                .orElse("");
        return detail + shown;
    }

    private SSLSocket socket(Socket plain) throws IOException {
        SSLSocket socket =
                (SSLSocket) context().getSocketFactory().createSocket(plain, terms.name(), plain.getPort(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
        String name = terms.name();
        if (name.chars().anyMatch(Character::isLetter) && !name.contains(":")) {
            parameters.setServerNames(List.of(new SNIHostName(name)));
        }
        socket.setSSLParameters(parameters);
        return socket;
    }

    /** One for each question: nothing is resumed, every handshake is a full one. */
    private SSLContext context() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    showing.map(own -> new KeyManager[] {own}).orElse(null),
                    new TrustManager[] {terms.witness()},
                    new SecureRandom());
            return context;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has TLS", impossible);
        }
    }
}
