package dev.outrider.run.net;

import dev.outrider.result.Outcome.Fault;
import dev.outrider.run.http.Deadline;
import dev.outrider.run.http.Phases;
import io.netty.handler.codec.dns.DnsResponse;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Brings a question to a name server and its answer back: by UDP, and by TCP when the answer does not fit or that was asked. */
final class DnsExchange {
    /** A packet may get lost: it is sent again after so long. */
    private static final long PATIENCE_MS = 2000;

    private final DnsMessage message;
    private final boolean tcp;
    private final Phases before;

    /** @param transport {@code udp} or {@code tcp} */
    DnsExchange(DnsMessage message, String transport, Phases before) {
        this.message = message;
        this.tcp = transport.equals("tcp");
        this.before = before;
    }

    /** What came back. */
    sealed interface Told {
        /** The caller releases the response. */
        record Answer(DnsResponse response, String server, String transport, Phases phases) implements Told {}

        record Nothing(Found.Broken broken) implements Told {}
    }

    /** Asks one after the other until one answers, each in its share of the time. */
    Told ask(List<InetSocketAddress> servers, Deadline deadline) throws InterruptedException {
        Told last = broken(Fault.RESOLVE, "there is no name server to ask", before);
        for (int i = 0; i < servers.size() && !deadline.passed(); i++) {
            long share = deadline.left() / (servers.size() - i);
            last = ask(servers.get(i), new Deadline(System.nanoTime() + share, deadline.limit()));
            if (last instanceof Told.Answer) {
                return last;
            }
        }
        return last;
    }

    private Told ask(InetSocketAddress server, Deadline deadline) throws InterruptedException {
        String address = new Where(server.getAddress().getHostAddress(), server.getPort()).toString();
        long began = System.nanoTime();
        try {
            Told told = tcp ? byTcp(server, before, deadline) : byUdp(server, deadline);
            return told instanceof Told.Answer(var response, var who, var how, var phases)
                            && response.isTruncated()
                            && !tcp
                    ? again(response, server, phases, deadline)
                    : told;
        } catch (Link.Unreachable unreachable) {
            return new Told.Nothing(unreachable.found());
        } catch (DnsMessage.Unreadable notDns) {
            return broken(Fault.PROTOCOL, "what " + address + " answers is not DNS", waited(began));
        } catch (PortUnreachableException closed) {
            String detail = "connection refused by " + address + ": nothing listens there";
            return broken(Fault.CONNECT, detail, waited(began));
        } catch (IOException failed) {
            return deadline.passed() || failed instanceof SocketTimeoutException
                    ? broken(Fault.TIMEOUT, "no answer from " + address + " within " + deadline.limit(), waited(began))
                    : broken(Fault.RESET, address + " did not answer: " + failed.getMessage(), waited(began));
        }
    }

    private Told again(DnsResponse cut, InetSocketAddress server, Phases phases, Deadline deadline)
            throws IOException, InterruptedException, Link.Unreachable, DnsMessage.Unreadable {
        cut.release();
        return byTcp(server, phases, deadline);
    }

    private Told byUdp(InetSocketAddress server, Deadline deadline) throws IOException, DnsMessage.Unreadable {
        long began = System.nanoTime();
        byte[] asked = message.bytes();
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(server);
            long again = 0;
            while (!deadline.passed()) {
                if (System.nanoTime() - again >= 0) {
                    socket.send(new DatagramPacket(asked, asked.length));
                    again = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MS);
                }
                Optional<byte[]> came = received(socket, Math.min(deadline.left(), again - System.nanoTime()));
                Optional<DnsResponse> response =
                        came.isPresent() ? message.answer(came.get()) : Optional.<DnsResponse>empty();
                if (response.isPresent()) {
                    return new Told.Answer(response.get(), server.getAddress().getHostAddress(), "udp", waited(began));
                }
            }
        }
        throw new SocketTimeoutException();
    }

    private static Optional<byte[]> received(DatagramSocket socket, long nanos) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[DnsMessage.BY_UDP * 4], DnsMessage.BY_UDP * 4);
        socket.setSoTimeout((int) Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos)));
        try {
            socket.receive(packet);
            return Optional.of(Arrays.copyOf(packet.getData(), packet.getLength()));
        } catch (SocketTimeoutException lost) {
            return Optional.empty();
        }
    }

    private Told byTcp(InetSocketAddress server, Phases soFar, Deadline deadline)
            throws IOException, InterruptedException, Link.Unreachable, DnsMessage.Unreadable {
        try (Link link = Link.to(server.getAddress(), server.getPort(), deadline, soFar)) {
            long began = System.nanoTime();
            byte[] asked = message.bytes();
            ByteBuffer framed = ByteBuffer.allocate(asked.length + 2);
            framed.putShort((short) asked.length).put(asked);
            link.socket().getOutputStream().write(framed.array());
            DataInputStream in = new DataInputStream(link.socket().getInputStream());
            byte[] came = new byte[in.readUnsignedShort()];
            in.readFully(came);
            DnsResponse response = message.answer(came).orElseThrow(DnsMessage.Unreadable::new);
            Phases phases = link.phases().plus(new Phases(0, 0, 0, 0, 0, System.nanoTime() - began, 0));
            return new Told.Answer(response, server.getAddress().getHostAddress(), "tcp", phases);
        }
    }

    private static Told broken(Fault fault, String detail, Phases phases) {
        return new Told.Nothing(new Found.Broken(fault, detail, phases));
    }

    private Phases waited(long began) {
        return before.plus(new Phases(0, 0, 0, 0, 0, System.nanoTime() - began, 0));
    }
}
