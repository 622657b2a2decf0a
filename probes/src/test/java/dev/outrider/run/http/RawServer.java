package dev.outrider.run.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A server that sends exactly the bytes a test wants, and notes what it was asked. */
public final class RawServer implements AutoCloseable {
    private final ServerSocket listener;
    private final Behaviour behaviour;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();

    private RawServer(Behaviour behaviour) throws IOException {
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.behaviour = behaviour;
        Thread.ofVirtual().start(this::accept);
    }

    /** What it does on a connection. */
    @FunctionalInterface
    public interface Behaviour {
        void on(Talk talk) throws IOException;
    }

    public static RawServer that(Behaviour behaviour) throws IOException {
        return new RawServer(behaviour);
    }

    /** Answers every request with the same bytes. */
    public static RawServer answering(String answer) throws IOException {
        return that(talk -> {
            while (!talk.request().isEmpty()) {
                talk.say(answer);
            }
        });
    }

    public String url(String target) {
        return "http://127.0.0.1:" + listener.getLocalPort() + target;
    }

    public int port() {
        return listener.getLocalPort();
    }

    public int connections() {
        return connections.get();
    }

    public List<String> requests() {
        return requests;
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                sockets.add(socket);
                connections.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            behaviour.on(new Talk(socket));
        } catch (IOException gone) {
            // The client went away, as some tests want it to.
        }
    }

    /** One connection. */
    public final class Talk {
        private final Socket socket;
        private final InputStream in;
        private final OutputStream out;

        private Talk(Socket socket) throws IOException {
            this.socket = socket;
            this.in = socket.getInputStream();
            this.out = socket.getOutputStream();
        }

        /** Head and body of the next request, empty at the end of the connection. */
        public String request() throws IOException {
            ByteArrayOutputStream head = new ByteArrayOutputStream();
            int octet;
            while ((octet = in.read()) >= 0) {
                head.write(octet);
                if (head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                    String request = withBody(head.toString(StandardCharsets.ISO_8859_1));
                    requests.add(request);
                    return request;
                }
            }
            return "";
        }

        /** The next line that the client says, empty at the end of the connection. */
        public String line() throws IOException {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            int octet;
            while ((octet = in.read()) >= 0 && octet != '\n') {
                line.write(octet);
            }
            return line.toString(StandardCharsets.UTF_8);
        }

        /** So many bytes that the client says. */
        public byte[] bytes(int count) throws IOException {
            return in.readNBytes(count);
        }

        /** What the client says up to a text. */
        public String until(String end) throws IOException {
            StringBuilder said = new StringBuilder();
            int octet;
            while (said.indexOf(end) < 0 && (octet = in.read()) >= 0) {
                said.append((char) octet);
            }
            return said.toString();
        }

        /** Goes on with TLS, and says whatever it hears again. */
        public void echoBy(SSLContext tls) throws IOException {
            SSLSocket secure = (SSLSocket) tls.getSocketFactory().createSocket(socket, null, true);
            secure.getInputStream().transferTo(secure.getOutputStream());
        }

        /** Goes on with TLS, and says one thing after each line that it hears. */
        public void answerBy(SSLContext tls, String... answers) throws IOException {
            SSLSocket secure = (SSLSocket) tls.getSocketFactory().createSocket(socket, null, true);
            Talk talk = new Talk(secure);
            for (String answer : answers) {
                talk.line();
                talk.say(answer);
            }
            talk.silence();
        }

        private String withBody(String head) throws IOException {
            int length = head.lines()
                    .filter(line -> line.regionMatches(true, 0, "content-length:", 0, 15))
                    .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
                    .findFirst()
                    .orElse(0);
            return head + new String(in.readNBytes(length), StandardCharsets.UTF_8);
        }

        public void say(String text) throws IOException {
            say(text.getBytes(StandardCharsets.ISO_8859_1));
        }

        public void say(byte[] bytes) throws IOException {
            out.write(bytes);
            out.flush();
        }

        /** Sends RST instead of FIN. */
        public void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        /** Says nothing until the client has gone. */
        public void silence() throws IOException {
            while (in.read() >= 0) {
                // Swallows what still comes.
            }
        }
    }
}
