package dev.outrider.run.net;

import dev.outrider.result.Outcome.Fault;
import dev.outrider.result.Outcome.Trouble;
import dev.outrider.run.http.Deadline;
import dev.outrider.run.http.Dialer;
import dev.outrider.run.http.Faults;
import dev.outrider.run.http.Phases;
import dev.outrider.run.http.Prevented;
import dev.outrider.run.http.Via;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;

/**
 * A TCP connection with a deadline. A read has no time limit as a whole, so a guard closes the socket when the time is
 * over; what was being waited for then ends at once.
 */
final class Link implements AutoCloseable {
    private final Socket socket;
    private final Thread guard;
    private final Phases phases;

    private Link(Socket socket, Thread guard, Phases phases) {
        this.socket = socket;
        this.guard = guard;
        this.phases = phases;
    }

    /** Why there is no connection. */
    static final class Unreachable extends Exception {
        private final transient Found.Broken found;

        Unreachable(Fault fault, String detail, Phases phases) {
            super(detail);
            this.found = new Found.Broken(fault, detail, phases);
        }

        Found.Broken found() {
            return found;
        }
    }

    /**
     * On the way that the environment says, through its proxy where it has one.
     *
     * @throws Prevented when the way there cannot be taken
     */
    static Link open(Dialer dialer, Where where, Deadline deadline) throws InterruptedException, Unreachable {
        Optional<Via> via = dialer.proxy(where.host(), where.port());
        return via.isPresent() ? through(dialer, via.get(), where, deadline) : direct(dialer, where, deadline);
    }

    /** What the proxy needs counts as connecting. */
    private static Link through(Dialer dialer, Via via, Where where, Deadline deadline)
            throws InterruptedException, Unreachable {
        Link link;
        try {
            link = direct(dialer, new Where(via.host(), via.port()), deadline);
        } catch (Unreachable missing) {
            throw new Prevented(Trouble.PROXY, Via.missing(missing.found().detail()));
        }
        boolean open = false;
        long began = System.nanoTime();
        try {
            new Passage(link.socket, link.address(), where, deadline).open(via, link.phases);
            open = true;
            Phases all = link.phases.plus(new Phases(0, System.nanoTime() - began, 0, 0, 0, 0, 0));
            return new Link(link.socket, link.guard, all);
        } finally {
            if (!open) {
                link.close();
            }
        }
    }

    /** Tries the addresses of a host in turn, each in its share of the time. */
    static Link direct(Dialer dialer, Where where, Deadline deadline) throws InterruptedException, Unreachable {
        long began = System.nanoTime();
        return switch (dialer.resolve(where.host(), where.port(), deadline)) {
            case Dialer.Resolved.Unknown(Fault fault, String detail, Phases phases) ->
                throw new Unreachable(fault, detail, phases);
            case Dialer.Resolved.Addresses(var addresses, var phases) -> {
                Unreachable last = new Unreachable(Fault.RESOLVE, where.host() + " has no address", phases);
                for (int i = 0; i < addresses.size() && !deadline.passed(); i++) {
                    try {
                        long share = deadline.left() / (addresses.size() - i);
                        yield connect(addresses.get(i), where.port(), share, deadline, phases);
                    } catch (Unreachable next) {
                        last = next;
                    }
                }
                long tried = System.nanoTime() - began - phases.resolve();
                throw new Unreachable(
                        last.found().fault(),
                        last.found().detail(),
                        new Phases(phases.resolve(), tried, 0, 0, 0, 0, 0));
            }
        };
    }

    /**
     * To an address that was resolved for this.
     *
     * @param before what it took until here
     */
    static Link to(InetAddress ip, int port, Deadline deadline, Phases before) throws Unreachable {
        return connect(ip, port, deadline.left(), deadline, before);
    }

    private static Link connect(InetAddress ip, int port, long share, Deadline deadline, Phases resolving)
            throws Unreachable {
        InetSocketAddress remote = new InetSocketAddress(ip, port);
        String address = new Where(ip.getHostAddress(), port).toString();
        long began = System.nanoTime();
        Socket socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.connect(remote, (int) Math.max(1, Duration.ofNanos(share).toMillis()));
            long took = System.nanoTime() - began;
            return new Link(socket, guard(socket, deadline), resolving.plus(new Phases(0, took, 0, 0, 0, 0, 0)));
        } catch (SocketTimeoutException late) {
            close(socket);
            throw new Unreachable(
                    Fault.TIMEOUT, "no TCP connection to " + address + " within " + deadline.limit(), resolving);
        } catch (IOException failed) {
            close(socket);
            Faults.Finding finding = Faults.connecting(failed, address);
            throw new Unreachable(finding.fault(), finding.detail(), resolving);
        }
    }

    private static Thread guard(Socket socket, Deadline deadline) {
        return Thread.ofVirtual().name("guard of a connection").start(() -> {
            try {
                Thread.sleep(Duration.ofNanos(deadline.left()));
                close(socket);
            } catch (InterruptedException noLongerNeeded) {
                // The connection was closed in time.
            }
        });
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException alreadyGone) {
            // That is what was wanted.
        }
    }

    /** From now on it ends when it is closed, whenever that is. */
    Link forLong() {
        guard.interrupt();
        return this;
    }

    Socket socket() {
        return socket;
    }

    /** Of resolving and connecting. */
    Phases phases() {
        return phases;
    }

    /** {@code ip:port} of the other end. */
    String address() {
        return new Where(socket.getInetAddress().getHostAddress(), socket.getPort()).toString();
    }

    @Override
    public void close() {
        guard.interrupt();
        close(socket);
    }
}
