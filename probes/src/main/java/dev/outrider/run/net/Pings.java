package dev.outrider.run.net;

import dev.outrider.run.http.Deadline;
import dev.outrider.run.net.IcmpSocket.Refused;
import java.lang.foreign.Arena;
import java.net.InetAddress;
import java.time.Duration;
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
    private final Echoes echoes;
    private OptionalInt errno = OptionalInt.empty();
    private volatile boolean stopped;

    /** @param token by which our echoes are known */
    Pings(InetAddress address, int count, Duration interval, long token) {
        this.address = address;
        this.echoes = new Echoes(count);
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
            while (!stopped && !echoes.allBack() && !isOver(deadline)) {
                long now = System.nanoTime();
                if (!echoes.allSent() && now - next >= 0) {
                    send(socket);
                    next += interval;
                }
                long wake = echoes.allSent() ? deadline.left() : Math.min(deadline.left(), next - now);
                hear(socket, Math.clamp(TimeUnit.NANOSECONDS.toMillis(wake) + 1, 1, SLICE_MS));
            }
            return new Pinged(echoes.sent(), echoes.took(), errno);
        }
    }

    void stop() {
        stopped = true;
    }

    private boolean isOver(Deadline deadline) {
        return deadline.passed()
                || (echoes.allSent() && (errno.isPresent() || System.nanoTime() - echoes.lastAt() > PATIENCE));
    }

    private void send(IcmpSocket socket) {
        int number = echoes.next(System.nanoTime());
        try {
            socket.send(number, token);
        } catch (Refused refused) {
            errno = OptionalInt.of(refused.errno());
        }
    }

    private void hear(IcmpSocket socket, int millis) {
        try {
            int number = socket.receive(token, millis);
            echoes.heard(number, System.nanoTime());
        } catch (Refused refused) {
            errno = OptionalInt.of(refused.errno());
        }
    }
}
