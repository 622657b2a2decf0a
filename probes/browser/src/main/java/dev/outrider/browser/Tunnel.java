package dev.outrider.browser;

import dev.outrider.result.Outcome.Fault;
import dev.outrider.run.browser.BrowserFailed;
import dev.outrider.run.http.Deadline;
import dev.outrider.run.http.Faults;
import dev.outrider.run.http.Guise;
import dev.outrider.run.http.Phases;
import dev.outrider.run.http.Prevented;
import dev.outrider.run.net.Doorway;
import dev.outrider.run.net.Doorway.Barred;
import dev.outrider.run.net.Doorway.Shut;
import dev.outrider.run.net.Doorway.Through;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLException;

/**
 * The only way out of one window: a SOCKS 5 proxy (RFC 1928) on loopback, which resolves and connects as every step of ours
 * does. So a browser reaches nothing that is refused to us, and what keeps it from a host has the name that we give it.
 */
final class Tunnel implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);
    private static final int VERSION = 5;
    private static final int CONNECT = 1;
    /** What Chromium asks of its own accord, whatever the page. */
    private static final Set<String> OF_ITS_OWN =
            Set.of("content-autofill.googleapis.com", "connectivitycheck.gstatic.com");

    private enum Reply {
        DONE(0),
        FAILED(1),
        FORBIDDEN(2),
        UNREACHABLE(4),
        REFUSED(5),
        UNKNOWN_COMMAND(7);

        private final int code;

        Reply(int code) {
            this.code = code;
        }
    }

    private final Doorway doorway;
    private final Facade facade;
    private final ServerSocket entrance;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    /** Also what the author does not want. */
    private final Set<String> blocked = ConcurrentHashMap.newKeySet();

    private final Map<String, Shut> shut = new ConcurrentHashMap<>();
    private final Map<String, Prevented> barred = new ConcurrentHashMap<>();
    private final Map<String, Opened> opened = new ConcurrentHashMap<>();
    private final Map<String, Phases> untold = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /**
     * A connection that stood.
     *
     * @param address {@code ip:port} of the other end
     * @param phases of resolving and connecting
     */
    record Opened(String address, Phases phases) {}

    Tunnel(Doorway doorway, Facade facade) {
        this.facade = facade;
        this.doorway = doorway;
        blocked.addAll(OF_ITS_OWN);
        try {
            entrance = new ServerSocket(0, 128, InetAddress.getLoopbackAddress());
        } catch (IOException failed) {
            throw new BrowserFailed("a browser needs a port of this machine: " + failed.getMessage(), failed);
        }
        Thread.ofVirtual().name("tunnel").start(this::accept);
    }

    String address() {
        return "socks5://127.0.0.1:" + entrance.getLocalPort();
    }

    /** Refuses these hosts and those below them from now on. */
    void block(Collection<String> hosts) {
        blocked.addAll(hosts);
    }

    boolean isBlocked(String host) {
        return blocked.stream().anyMatch(each -> host.equals(each) || host.endsWith("." + each));
    }

    /** Why there was no connection when it was last tried. */
    Optional<Shut> trouble(String host, int port) {
        return Optional.ofNullable(shut.get(host + ":" + port));
    }

    /** The connection that was opened last. */
    Optional<Opened> opened(String host, int port) {
        return Optional.ofNullable(opened.get(host + ":" + port));
    }

    /** What it took to open it, to the first who asks: of a connection that it made ahead a browser tells no request. */
    Optional<Phases> takeOpening(String host, int port) {
        return Optional.ofNullable(untold.remove(host + ":" + port));
    }

    /** Why we must not go there. */
    Optional<Prevented> prevented(String host, int port) {
        return Optional.ofNullable(barred.get(host + ":" + port));
    }

    private void accept() {
        while (!closed) {
            try {
                Socket client = entrance.accept();
                open.add(client);
                Thread.ofVirtual().name("tunnel").start(() -> serve(client));
            } catch (IOException ended) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            client.setTcpNoDelay(true);
            DataInputStream in = new DataInputStream(client.getInputStream());
            greet(client, in);
            in.readUnsignedByte();
            int command = in.readUnsignedByte();
            in.readUnsignedByte();
            String host = host(in);
            int port = in.readUnsignedShort();
            if (command == CONNECT) {
                connect(client, host, port);
            } else {
                reply(client, Reply.UNKNOWN_COMMAND);
            }
        } catch (IOException gone) {
            // Who asked went away.
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(client);
        }
    }

    /** Whoever asks needs no password: the port is known to one window alone, and goes with it. */
    private static void greet(Socket client, DataInputStream in) throws IOException {
        if (in.readUnsignedByte() != VERSION) {
            throw new IOException("not SOCKS 5");
        }
        in.skipNBytes(in.readUnsignedByte());
        client.getOutputStream().write(new byte[] {VERSION, 0});
    }

    private static String host(DataInputStream in) throws IOException {
        return switch (in.readUnsignedByte()) {
            case 1 -> InetAddress.getByAddress(in.readNBytes(4)).getHostAddress();
            case 3 -> new String(in.readNBytes(in.readUnsignedByte()), StandardCharsets.US_ASCII);
            case 4 -> InetAddress.getByAddress(in.readNBytes(16)).getHostAddress();
            default -> throw new IOException("an address of a kind that does not exist");
        };
    }

    private void connect(Socket client, String host, int port) throws IOException, InterruptedException {
        if (isBlocked(host)) {
            reply(client, Reply.FORBIDDEN);
            return;
        }
        switch (doorway.open(host, port, Deadline.in(PATIENCE))) {
            case Shut no -> {
                shut.put(host + ":" + port, no);
                reply(client, reply(no));
            }
            case Barred(Prevented why) -> {
                barred.put(host + ":" + port, why);
                reply(client, Reply.FORBIDDEN);
            }
            case Through(Socket target, String address, Phases phases, Optional<Guise> guise) -> {
                String place = host + ":" + port;
                shut.remove(place);
                opened.put(place, new Opened(address, phases));
                untold.put(place, phases);
                open.add(target);
                join(client, target, guise.map(own -> new Stand(place, own)));
            }
        }
    }

    /** Where we speak in the browser's stead. */
    private record Stand(String place, Guise guise) {}

    private static Reply reply(Shut no) {
        return switch (no.fault()) {
            case CONNECT -> Reply.REFUSED;
            case RESOLVE, TIMEOUT -> Reply.UNREACHABLE;
            case TLS, RESET, PROTOCOL, STATUS, EXPECTATION, CAPTURE, REDIRECT, TOO_LARGE, CHARSET -> Reply.FAILED;
        };
    }

    private void join(Socket client, Socket target, Optional<Stand> stand) throws IOException {
        try (target) {
            reply(client, Reply.DONE);
            if (stand.isPresent()) {
                stand(client, target, stand.get());
            } else {
                carry(client, target, client, target, Optional.empty());
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(target);
        }
    }

    /** What is not TLS passes as it is: an environment's papers are for TLS alone. */
    private void stand(Socket client, Socket target, Stand stand) throws IOException, InterruptedException {
        int first = client.getInputStream().read();
        if (first < 0) {
            return;
        }
        byte[] said = {(byte) first};
        if (!Stead.isTls(first)) {
            target.getOutputStream().write(said);
            carry(client, target, client, target, Optional.empty());
            return;
        }
        try {
            Stead.Ends ends = new Stead(facade, stand.guise()).between(client, said, target);
            carry(ends.browser(), ends.target(), client, target, Optional.of(stand));
        } catch (Stead.Unspoken failed) {
            note(stand, failed.why());
            abort(client);
            abort(target);
        }
    }

    private void note(Stand stand, IOException failed) {
        Optional<Prevented> ours = stand.guise().refused(failed);
        if (ours.isPresent()) {
            barred.put(stand.place(), ours.get());
        } else {
            shut.put(
                    stand.place(),
                    failed instanceof SocketTimeoutException
                            ? new Shut(Fault.TIMEOUT, "no TLS handshake with " + stand.place())
                            : failed instanceof SSLException
                                    ? new Shut(Fault.TLS, Faults.tls(failed))
                                    : new Shut(Fault.TLS, "the server closed the connection during the TLS handshake"));
        }
    }

    /** Carries what both say until both have said all. */
    private void carry(Socket client, Socket target, Socket browserEnd, Socket targetEnd, Optional<Stand> stand)
            throws InterruptedException {
        Thread back = Thread.ofVirtual().name("tunnel").start(() -> {
            try {
                pass(target, client);
            } catch (IOException broken) {
                stand.ifPresent(each -> noteRefusal(each, broken));
                abort(browserEnd);
                abort(targetEnd);
            }
        });
        try {
            pass(client, target);
        } catch (IOException broken) {
            if (stand.isPresent()) {
                // What the server said last may still be on its way.
                var _ = back.join(LAST_WORDS);
            }
            abort(browserEnd);
            abort(targetEnd);
        }
        back.join();
    }

    /** A server may say only when it is asked for something that it does not take our certificate. */
    private void noteRefusal(Stand stand, IOException broken) {
        stand.guise().refused(broken).ifPresent(why -> barred.put(stand.place(), why));
    }

    /** An end that breaks off is passed on as one that breaks off: half an answer must not look like a whole one. */
    private static void pass(Socket from, Socket to) throws IOException {
        from.getInputStream().transferTo(to.getOutputStream());
        to.shutdownOutput();
    }

    private static void abort(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException alreadyGone) {
            // That is what was wanted.
        }
    }

    private static void reply(Socket client, Reply reply) throws IOException {
        client.getOutputStream().write(new byte[] {VERSION, (byte) reply.code, 0, 1, 0, 0, 0, 0, 0, 0});
    }

    @Override
    public void close() {
        closed = true;
        try {
            entrance.close();
        } catch (IOException alreadyClosed) {
            // That is what was wanted.
        }
        open.forEach(Tunnel::abort);
    }
}
