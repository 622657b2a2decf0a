package dev.outrider.run.net;

import dev.outrider.run.http.Deadline;
import dev.outrider.run.net.IcmpSocket.Refused;
import java.lang.foreign.Arena;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/** Pings to one address, at a pace. Its thread is blocked by the system, not by the JDK, so it has one of its own. */
final class Pings {
    /** How long after the last ping an echo is waited for. */
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(2);
    /** How often it is looked whether anybody still waits for it. */
    private static final int SLICE_MS = 100;

    private final InetAddress address;
    private final long token;
    private final long interval;
    private final long[] sentAt;
    private final List<Long> took = new ArrayList<>();
    private int sent;
    private OptionalInt errno = OptionalInt.empty();
    private volatile boolean stopped;

    /** @param token by which our echoes are known */
    Pings(InetAddress address, int count, Duration interval, long token) {
        this.address = address;
        this.sentAt = new long[count];
        this.interval = interval.toNanos();
        this.token = token;
    }

    /**
     * What came of them.
     *
     * @param took nanoseconds of those that came back, in the order in which they did
     * @param errno what the system said of one that did not
     */
    record Pinged(int sent, List<Long> took, OptionalInt errno) {
        Pinged {
            took = List.copyOf(took);
        }
    }

    /** Ends within the deadline and a little. */
    Pinged ping(Deadline deadline) throws Refused {
        try (Arena arena = Arena.ofConfined();
                IcmpSocket socket = IcmpSocket.to(address, arena)) {
            long next = System.nanoTime();
            while (!stopped && took.size() < sentAt.length && !isOver(deadline)) {
                long now = System.nanoTime();
                if (sent < sentAt.length && now - next >= 0) {
                    send(socket);
                    next += interval;
                }
                long wake = sent < sentAt.length ? Math.min(deadline.left(), next - now) : deadline.left();
                hear(socket, Math.clamp(TimeUnit.NANOSECONDS.toMillis(wake) + 1, 1, SLICE_MS));
            }
            return new Pinged(sent, took, errno);
        }
    }

    void stop() {
        stopped = true;
    }

    private boolean isOver(Deadline deadline) {
        return deadline.passed()
                || (sent == sentAt.length && System.nanoTime() - sentAt[sent - 1] > PATIENCE)
                || (errno.isPresent() && sent == sentAt.length);
    }

    private void send(IcmpSocket socket) {
        sentAt[sent] = System.nanoTime();
        try {
            socket.send(sent++, token);
        } catch (Refused refused) {
            errno = OptionalInt.of(refused.errno());
        }
    }

    private void hear(IcmpSocket socket, int millis) {
        try {
            int number = socket.receive(token, millis);
            long now = System.nanoTime();
            if (number >= 0 && number < sent && sentAt[number] != 0) {
                took.add(now - sentAt[number]);
                // One that comes twice counts once.
                sentAt[number] = number == sentAt.length - 1 ? sentAt[number] : 0;
            }
        } catch (Refused refused) {
            errno = OptionalInt.of(refused.errno());
        }
    }
}
