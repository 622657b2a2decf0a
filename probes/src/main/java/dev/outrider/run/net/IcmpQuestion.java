package dev.outrider.run.net;

import dev.outrider.result.Outcome.Fault;
import dev.outrider.result.Outcome.Trouble;
import dev.outrider.run.http.Deadline;
import dev.outrider.run.http.Dialer;
import dev.outrider.run.http.Phases;
import dev.outrider.run.http.Prevented;
import dev.outrider.run.net.IcmpSocket.Refused;
import dev.outrider.run.net.Pings.Pinged;
import dev.outrider.script.Scalars;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Pings, and what came back of them. */
final class IcmpQuestion {
    private static final SecureRandom TOKENS = new SecureRandom();
    private static final int COUNT = 5;
    private static final int MOST = 1000;
    private static final Duration INTERVAL = Duration.ofMillis(200);
    private static final Duration SHORTEST = Duration.ofMillis(10);
    private static final int EPERM = 1;
    private static final int EACCES = 13;
    private static final int EPROTONOSUPPORT = 93;
    private static final int EAFNOSUPPORT = 97;
    private static final int EADDRNOTAVAIL = 99;

    private final Dialer dialer;

    IcmpQuestion(Dialer dialer) {
        this.dialer = dialer;
    }

    /**
     * Asks. That nothing came back is an answer to who reads {@code loss} or {@code received}.
     *
     * @throws Prevented when this system does not let us ping
     */
    Found ask(Query query, Deadline deadline) throws InterruptedException {
        int count = query.one("count").map(Integer::parseInt).orElse(COUNT);
        Duration interval = query.one("interval").map(Scalars::duration).orElse(INTERVAL);
        if (count < 1 || count > MOST || interval.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException(
                    "a host is pinged 1 to 1000 times, at least 10 ms apart; more is a flood");
        }
        return switch (dialer.resolve(query.one("host").orElse("").replaceAll("[\\[\\]]", ""), deadline)) {
            case Dialer.Resolved.Unknown(Fault fault, String detail, Phases phases) ->
                new Found.Broken(fault, detail, phases);
            case Dialer.Resolved.Addresses(var addresses, Phases phases) ->
                pinged(query, addresses.getFirst(), count, interval, phases, deadline);
        };
    }

    private static Found pinged(
            Query query, InetAddress address, int count, Duration interval, Phases before, Deadline deadline)
            throws InterruptedException {
        long began = System.nanoTime();
        try {
            Pinged pinged = await(new Pings(address, count, interval, TOKENS.nextLong()), deadline);
            Phases phases = before.plus(new Phases(0, 0, 0, 0, 0, System.nanoTime() - began, 0));
            return found(query, address, pinged, phases, deadline);
        } catch (Refused refused) {
            return refused(address, refused.errno(), before);
        }
    }

    /** On a thread of its own: the system would block the carrier of a virtual one. */
    private static Pinged await(Pings pings, Deadline deadline) throws InterruptedException, Refused {
        CompletableFuture<Pinged> done = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name("ping").start(() -> {
            try {
                done.complete(pings.ping(deadline));
            } catch (Refused | RuntimeException failed) {
                done.completeExceptionally(failed);
            }
        });
        try {
            return done.get();
        } catch (InterruptedException stopped) {
            pings.stop();
            throw stopped;
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof Refused refused) {
                throw refused;
            }
            throw new IllegalStateException("cannot ping", failed);
        }
    }

    private static Found found(Query query, InetAddress address, Pinged pinged, Phases phases, Deadline deadline) {
        Map<String, Object> fields = fields(pinged);
        if (!pinged.took().isEmpty()) {
            return new Found.Answered(fields, phases);
        }
        Found.Broken broken = pinged.errno().isPresent()
                ? unreachable(address, pinged.errno().getAsInt(), phases)
                : new Found.Broken(
                        Fault.TIMEOUT,
                        "none of %d pings to %s came back within %s"
                                .formatted(pinged.sent(), address.getHostAddress(), deadline.limit()),
                        phases);
        return query.reads("loss") || query.reads("received")
                ? new Found.Answered(fields, phases, Optional.of(broken))
                : broken;
    }

    /** Times only where there are some. */
    private static Map<String, Object> fields(Pinged pinged) {
        LongSummaryStatistics took =
                pinged.took().stream().mapToLong(Long::longValue).summaryStatistics();
        Map<String, Object> fields = new HashMap<>();
        fields.put("sent", (long) pinged.sent());
        fields.put("received", took.getCount());
        fields.put("loss", pinged.sent() == 0 ? 1.0 : 1.0 - (double) took.getCount() / pinged.sent());
        if (took.getCount() > 0) {
            fields.put("min", Duration.ofNanos(took.getMin()));
            fields.put("avg", Duration.ofNanos((long) took.getAverage()));
            fields.put("max", Duration.ofNanos(took.getMax()));
        }
        return fields;
    }

    private static Found refused(InetAddress address, int errno, Phases phases) {
        if (errno == EPERM || errno == EACCES) {
            throw new Prevented(
                    Trouble.UNSUPPORTED,
                    "this system does not let us ping: allow it to our group by"
                            + " sysctl -w net.ipv4.ping_group_range=\"0 2147483647\", or give us CAP_NET_RAW");
        }
        if (errno == EAFNOSUPPORT || errno == EPROTONOSUPPORT || errno == EADDRNOTAVAIL) {
            throw new Prevented(
                    Trouble.UNSUPPORTED, "this system cannot reach addresses such as " + address.getHostAddress());
        }
        return unreachable(address, errno, phases);
    }

    private static Found.Broken unreachable(InetAddress address, int errno, Phases phases) {
        String why = switch (errno) {
            case 101 -> "the network is unreachable";
            case 113 -> "no route to it";
            case 111 -> "it refuses to answer";
            case EPERM, EACCES -> "a firewall of this machine forbids it";
            default -> "the system says errno " + errno;
        };
        return new Found.Broken(Fault.CONNECT, "cannot ping " + address.getHostAddress() + ": " + why, phases);
    }
}
