package dev.outrider.zoo;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A resolver (RFC 1035, by UDP) that says of {@code nxdomain.zoo.test} that there is no such name, of {@code servfail.zoo.test}
 * that it failed, of {@code silent.zoo.test} nothing, and of every other name {@code 127.0.0.1}.
 */
public final class NameServer implements AutoCloseable {
    private static final int HEADER = 12;
    private static final int SERVFAIL = 2;
    private static final int NXDOMAIN = 3;
    private static final int A = 1;

    private final DatagramSocket socket;

    private NameServer(DatagramSocket socket) {
        this.socket = socket;
    }

    /** @param port 0 lets the system choose one */
    static NameServer start(int port) throws IOException {
        NameServer server = new NameServer(new DatagramSocket(port, InetAddress.getLoopbackAddress()));
        Thread.ofVirtual().name("name server of the zoo").start(server::serve);
        return server;
    }

    /** Where it is asked. */
    public InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), socket.getLocalPort());
    }

    private void serve() {
        byte[] buffer = new byte[512];
        while (!socket.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                byte[] answer = answer(Arrays.copyOf(buffer, packet.getLength()));
                if (answer.length > 0) {
                    socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
                }
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static byte[] answer(byte[] question) {
        int end = HEADER;
        while (end < question.length && question[end] != 0) {
            end += question[end] + 1;
        }
        String name = new String(question, HEADER, end - HEADER, StandardCharsets.ISO_8859_1);
        int type = question[end + 2];
        return name.contains("nxdomain")
                ? response(question, end + 5, NXDOMAIN, false)
                : name.contains("servfail")
                        ? response(question, end + 5, SERVFAIL, false)
                        : name.contains("silent") ? new byte[0] : response(question, end + 5, 0, type == A);
    }

    /** The question again, and an address behind it where one is wanted. */
    private static byte[] response(byte[] question, int end, int code, boolean address) {
        byte[] record = {(byte) 0xc0, HEADER, 0, A, 0, 1, 0, 0, 0, 1, 0, 4, 127, 0, 0, 1};
        byte[] answer = Arrays.copyOf(question, end + (address ? record.length : 0));
        answer[2] = (byte) 0x81;
        answer[3] = (byte) (0x80 | code);
        answer[7] = (byte) (address ? 1 : 0);
        // Nothing beside the answer: what the question had behind it (EDNS) was cut off.
        answer[9] = 0;
        answer[11] = 0;
        if (address) {
            System.arraycopy(record, 0, answer, end, record.length);
        }
        return answer;
    }

    @Override
    public void close() {
        socket.close();
    }
}
