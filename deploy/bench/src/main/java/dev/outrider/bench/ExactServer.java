package dev.outrider.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * A server that waits exactly 50 ms before each answer, spinning, and prints how long it really was: from when the request had
 * been read to when the answer was written. One connection at a time.
 */
public final class ExactServer {
    static final long WAIT_NANOS = 50_000_000;
    private static final byte[] ANSWER =
            "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok"
                    .getBytes(StandardCharsets.US_ASCII);

    private ExactServer() {}

    public static void main(String[] args) throws IOException {
        try (ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            System.out.println(listener.getLocalPort());
            while (true) {
                try (Socket socket = listener.accept()) {
                    serve(socket);
                }
            }
        }
    }

    private static void serve(Socket socket) throws IOException {
        socket.setTcpNoDelay(true);
        InputStream in = socket.getInputStream();
        byte[] request = new byte[8192];
        // Small requests on loopback come in one piece.
        if (in.read(request) <= 0) {
            return;
        }
        long heard = System.nanoTime();
        while (System.nanoTime() - heard < WAIT_NANOS) {
            Thread.onSpinWait();
        }
        long said = System.nanoTime();
        socket.getOutputStream().write(ANSWER);
        System.out.println(said - heard);
    }
}
