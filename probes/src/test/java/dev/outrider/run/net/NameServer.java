package dev.outrider.run.net;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A name server on a port of this machine: it knows what it is told, byte for byte, by UDP and by TCP. */
public final class NameServer implements AutoCloseable {
    private static final Map<String, Integer> TYPES =
            Map.of("A", 1, "CNAME", 5, "SOA", 6, "MX", 15, "TXT", 16, "AAAA", 28, "SRV", 33, "CAA", 257);

    private final DatagramSocket udp;
    private final ServerSocket tcp;
    private final Map<String, List<byte[]>> known = new ConcurrentHashMap<>();
    private volatile boolean truncates;

    public NameServer() {
        try {
            this.tcp = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
            this.udp = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), tcp.getLocalPort()));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        Thread.ofVirtual().start(this::serve);
        Thread.ofVirtual().start(this::accept);
    }

    public String address() {
        return "127.0.0.1:" + udp.getLocalPort();
    }

    /** Knows these records from now on. */
    public NameServer knows(String name, String type, byte[]... data) {
        known.put(name + "/" + TYPES.get(type), List.of(data));
        return this;
    }

    /** Says by UDP that its answers do not fit. */
    public NameServer truncating() {
        truncates = true;
        return this;
    }

    /** A name as it stands on the wire. */
    public static byte[] name(String name) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (String label : name.split("\\.", -1)) {
            out.write(label.length());
            out.writeBytes(label.getBytes(StandardCharsets.US_ASCII));
        }
        out.write(0);
        return out.toByteArray();
    }

    /** Pieces one after the other: bytes, names, numbers of two bytes. */
    public static byte[] data(Object... pieces) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Object piece : pieces) {
            switch (piece) {
                case byte[] bytes -> out.writeBytes(bytes);
                case String text -> {
                    out.write(text.length());
                    out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
                }
                case Integer number -> {
                    out.write(number >> 8);
                    out.write(number);
                }
                default -> throw new IllegalArgumentException(piece.toString());
            }
        }
        return out.toByteArray();
    }

    private void serve() {
        byte[] buffer = new byte[2048];
        while (!udp.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                udp.receive(packet);
                byte[] answer = answer(Arrays.copyOf(buffer, packet.getLength()), truncates);
                udp.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void accept() {
        while (!tcp.isClosed()) {
            try (Socket socket = tcp.accept()) {
                DataInputStream in = new DataInputStream(socket.getInputStream());
                byte[] answer = answer(in.readNBytes(in.readUnsignedShort()), false);
                DataOutputStream out = new DataOutputStream(socket.getOutputStream());
                out.writeShort(answer.length);
                out.write(answer);
                out.flush();
            } catch (IOException closed) {
                // The next one is served, unless this one is closed.
            }
        }
    }

    private byte[] answer(byte[] query, boolean truncated) throws IOException {
        int end = 12;
        StringBuilder name = new StringBuilder();
        while (query[end] != 0) {
            name.append(name.isEmpty() ? "" : ".")
                    .append(new String(query, end + 1, query[end], StandardCharsets.US_ASCII));
            end += query[end] + 1;
        }
        int type = ((query[end + 1] & 0xff) << 8) + (query[end + 2] & 0xff);
        List<byte[]> records = known.getOrDefault(name + "/" + type, List.of());
        boolean exists = known.keySet().stream().anyMatch(key -> key.startsWith(name + "/"));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.write(query, 0, 2);
        out.writeShort(0x8180 | (truncated ? 0x0200 : 0) | (exists ? 0 : 3));
        out.writeShort(1);
        out.writeShort(truncated ? 0 : records.size());
        out.writeInt(0);
        out.write(query, 12, end + 5 - 12);
        for (byte[] record : truncated ? List.<byte[]>of() : records) {
            out.writeShort(0xc00c);
            out.writeShort(type);
            out.writeShort(1);
            out.writeInt(300);
            out.writeShort(record.length);
            out.write(record);
        }
        return bytes.toByteArray();
    }

    @Override
    public void close() {
        udp.close();
        try {
            tcp.close();
        } catch (IOException alreadyGone) {
            // That is what was wanted.
        }
    }
}
