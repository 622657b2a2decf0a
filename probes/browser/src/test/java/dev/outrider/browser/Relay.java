package dev.outrider.browser;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An HTTP proxy that makes tunnels, or answers as it is told to instead. */
final class Relay implements AutoCloseable {
    private static final Pattern CONNECT = Pattern.compile("CONNECT ([^ :]+):([0-9]+) ");

    private final ServerSocket entrance;
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private volatile String answer = "200 Connection established";

    Relay() {
        try {
            entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        Thread.ofVirtual().start(this::accept);
    }

    /** From now on. */
    void answers(String status) {
        answer = status;
    }

    /** What it was asked, each with its header fields. */
    List<String> heads() {
        return heads;
    }

    int port() {
        return entrance.getLocalPort();
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try {
                Socket client = entrance.accept();
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            String head = head(client.getInputStream());
            heads.add(head);
            String said = answer;
            if (said.isEmpty()) {
                return;
            }
            client.getOutputStream().write(("HTTP/1.1 " + said + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            if (said.startsWith("200")) {
                Matcher target = CONNECT.matcher(head);
                if (!target.lookingAt()) {
                    throw new IOException("not CONNECT");
                }
                try (Socket server = new Socket(target.group(1), Integer.parseInt(target.group(2)))) {
                    Thread back = Thread.ofVirtual().start(() -> carry(server, client));
                    carry(client, server);
                    back.join();
                }
            }
        } catch (IOException gone) {
            // Who asked went away.
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the end");
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private static void carry(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException gone) {
            // Then the other end hears it, too.
        }
    }

    @Override
    public void close() {
        try {
            entrance.close();
        } catch (IOException alreadyGone) {
            // That is what was wanted.
        }
    }
}
