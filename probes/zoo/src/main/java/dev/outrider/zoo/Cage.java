package dev.outrider.zoo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** One specimen with the port on which it lives. */
public final class Cage implements AutoCloseable {
    private static final int CROWD = 16;

    private final Specimen specimen;
    private final ServerSocket listener;
    private final String url;
    private final Diary diary = new Diary();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

    private Cage(Specimen specimen, ServerSocket listener, String url) {
        this.specimen = specimen;
        this.listener = listener;
        this.url = url;
    }

    /**
     * Lets it live.
     *
     * @param port 0 lets the system choose one
     */
    static Cage of(Specimen specimen, int port) throws IOException {
        return switch (specimen.habitat()) {
            case Specimen.Habitat.Elsewhere(String url) -> new Cage(specimen, new ServerSocket(), url);
            case Specimen.Habitat.Closed closed -> closed(specimen, port);
            case Specimen.Habitat.Full full -> full(specimen, port);
            case Specimen.Habitat.Tcp(String scheme) -> open(specimen, port, scheme + "://127.0.0.1:");
            case Specimen.Habitat.Tls tls -> open(specimen, port, "https://localhost:");
        };
    }

    private static Cage closed(Specimen specimen, int port) throws IOException {
        ServerSocket listener = listener(port, 1);
        listener.close();
        return new Cage(specimen, listener, "http://127.0.0.1:" + listener.getLocalPort() + specimen.path());
    }

    /** Nobody accepts, and whoever comes once the queue is full is not even refused. */
    private static Cage full(Specimen specimen, int port) throws IOException {
        ServerSocket listener = listener(port, 1);
        Cage cage = new Cage(specimen, listener, "http://127.0.0.1:" + listener.getLocalPort() + specimen.path());
        for (int i = 0; i < CROWD; i++) {
            Socket waiting = new Socket();
            cage.sockets.add(waiting);
            try {
                waiting.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.getLocalPort()), 100);
            } catch (IOException full) {
                return cage;
            }
        }
        return cage;
    }

    private static Cage open(Specimen specimen, int port, String before) throws IOException {
        ServerSocket listener = listener(port, 50);
        Cage cage = new Cage(specimen, listener, before + listener.getLocalPort() + specimen.path());
        Thread.ofVirtual().name(specimen.name()).start(cage::accept);
        return cage;
    }

    private static ServerSocket listener(int port, int queue) throws IOException {
        return new ServerSocket(port, queue, InetAddress.getLoopbackAddress());
    }

    /** Who lives here. */
    public Specimen specimen() {
        return specimen;
    }

    /** Where it is asked. */
    public String url() {
        return url;
    }

    /** What it did so far. */
    public Diary diary() {
        return diary;
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                sockets.add(socket);
                diary.note(Diary.Act.ACCEPTED, 0, "");
                Thread.ofVirtual().name(specimen.name()).start(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket;
                Socket spoken = shaken(socket)) {
            specimen.behaviour().on(new Talk(spoken, diary));
            if (!socket.isClosed()) {
                diary.note(Diary.Act.CLOSED, 0, "");
            }
        } catch (IOException gone) {
            diary.note(Diary.Act.CLIENT_LEFT, 0, String.valueOf(gone.getMessage()));
        } finally {
            sockets.remove(socket);
        }
    }

    private Socket shaken(Socket socket) throws IOException {
        if (!(specimen.habitat() instanceof Specimen.Habitat.Tls(String key, List<String> protocols))) {
            return socket;
        }
        SSLContext context = Keyring.context(key);
        SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(socket, null, socket.getPort(), true);
        tls.setUseClientMode(false);
        SSLParameters parameters = tls.getSSLParameters();
        parameters.setApplicationProtocols(protocols.toArray(String[]::new));
        tls.setSSLParameters(parameters);
        tls.startHandshake();
        diary.note(Diary.Act.SHOOK_HANDS, 0, tls.getSession().getProtocol() + " " + tls.getApplicationProtocol());
        return tls;
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
