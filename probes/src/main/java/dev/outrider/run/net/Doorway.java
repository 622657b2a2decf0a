package dev.outrider.run.net;

import dev.outrider.result.Outcome.Fault;
import dev.outrider.run.http.Deadline;
import dev.outrider.run.http.Dialer;
import dev.outrider.run.http.Guise;
import dev.outrider.run.http.Phases;
import dev.outrider.run.http.Prevented;
import java.net.Socket;
import java.util.Optional;

/** Opens connections for a program that speaks for itself, a browser: it reaches what our own steps reach, and no more. */
public final class Doorway {
    private final Dialer dialer;

    public Doorway(Dialer dialer) {
        this.dialer = dialer;
    }

    /** What became of a connection. */
    public sealed interface Way {}

    /**
     * It stands, and is the caller's to close.
     *
     * @param address {@code ip:port} of the other end, of the proxy where there is one
     * @param phases of resolving and connecting
     * @param guise in which TLS is to be spoken on it, where an environment says so
     */
    public record Through(Socket socket, String address, Phases phases, Optional<Guise> guise) implements Way {}

    /** It does not, for a reason that a person on call understands. */
    public record Shut(Fault fault, String detail) implements Way {}

    /** It must not be tried, for a reason of ours. */
    public record Barred(Prevented why) implements Way {}

    /**
     * Blocks until it stands, at most until the deadline.
     *
     * @param host a name or an address, without brackets
     */
    public Way open(String host, int port, Deadline deadline) throws InterruptedException {
        try {
            Optional<Guise> guise = dialer.guise(host, port);
            return through(Link.open(dialer, new Where(host, port), deadline).forLong(), guise);
        } catch (Link.Unreachable unreachable) {
            return new Shut(unreachable.found().fault(), unreachable.found().detail());
        } catch (Prevented ours) {
            return new Barred(ours);
        }
    }

    private static Through through(Link link, Optional<Guise> guise) {
        return new Through(link.socket(), link.address(), link.phases(), guise);
    }
}
