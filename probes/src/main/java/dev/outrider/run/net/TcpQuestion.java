package dev.outrider.run.net;

import dev.outrider.result.Outcome.Fault;
import dev.outrider.run.http.Deadline;
import dev.outrider.run.http.Dialer;
import dev.outrider.run.http.Phases;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whether a port takes connections, and what is said there: a line, or all that comes at once. */
final class TcpQuestion {
    private static final int LONGEST_TEXT = 64 * 1024;
    /** What is said in one go has come when nothing more comes for so long. */
    private static final int PAUSE_MS = 100;

    private final Dialer dialer;

    TcpQuestion(Dialer dialer) {
        this.dialer = dialer;
    }

    /**
     * Asks.
     *
     * @param send what is said first; an answer is then awaited
     * @param reads the fields that somebody wants to know: a closed port is an answer to who asks whether it is open, and a
     *     greeting is only waited for when somebody reads it
     */
    Found ask(Where where, Optional<String> send, Set<String> reads, Deadline deadline) throws InterruptedException {
        try (Link link = Link.open(dialer, where, deadline)) {
            return talk(link, send, send.isPresent() || reads.contains("text"), deadline);
        } catch (Link.Unreachable closed) {
            Found.Broken broken = closed.found();
            return reads.contains("open") && broken.fault() != Fault.RESOLVE
                    ? new Found.Answered(fields(false, where.toString(), ""), broken.phases(), Optional.of(broken))
                    : broken;
        }
    }

    private static Found talk(Link link, Optional<String> send, boolean listen, Deadline deadline) {
        long began = System.nanoTime();
        long sent = began;
        long first = 0;
        try {
            if (send.isPresent()) {
                link.socket().getOutputStream().write(send.get().getBytes(StandardCharsets.UTF_8));
            }
            sent = System.nanoTime();
            ByteArrayOutputStream said = new ByteArrayOutputStream();
            if (listen) {
                first = listen(link, said, send.isPresent());
            }
            String text = said.toString(StandardCharsets.UTF_8);
            return new Found.Answered(fields(true, link.address(), text), phases(link, began, sent, first));
        } catch (IOException failed) {
            Phases phases = phases(link, began, sent, first);
            return deadline.passed()
                    ? new Found.Broken(
                            Fault.TIMEOUT, link.address() + " said nothing within " + deadline.limit(), phases)
                    : new Found.Broken(Fault.RESET, "the connection broke: " + failed.getMessage(), phases);
        }
    }

    /** When the first byte came. Without a question of ours one line is a greeting. */
    private static long listen(Link link, ByteArrayOutputStream said, boolean asked) throws IOException {
        InputStream in = link.socket().getInputStream();
        int octet = in.read();
        long first = System.nanoTime();
        try {
            while (octet >= 0 && said.size() < LONGEST_TEXT) {
                said.write(octet);
                if (octet == '\n' && !asked) {
                    return first;
                }
                link.socket().setSoTimeout(PAUSE_MS);
                octet = in.read();
            }
        } catch (SocketTimeoutException pause) {
            // It has said what it wanted to say.
        }
        return first;
    }

    private static Phases phases(Link link, long began, long sent, long first) {
        long now = System.nanoTime();
        long waited = first == 0 ? now - sent : first - sent;
        return link.phases().plus(new Phases(0, 0, 0, 0, sent - began, waited, first == 0 ? 0 : now - first));
    }

    private static Map<String, Object> fields(boolean open, String address, String text) {
        return Map.of("open", open, "address", address, "text", text);
    }
}
