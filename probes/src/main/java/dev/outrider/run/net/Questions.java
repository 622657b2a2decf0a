package dev.outrider.run.net;

import dev.outrider.run.http.Deadline;
import dev.outrider.run.http.Dialer;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Asks what a step of kind {@code tls}, {@code dns} or {@code tcp} asks. One a process; blocks a virtual thread. */
public final class Questions {
    private final TlsQuestion tls;
    private final TcpQuestion tcp;
    private final DnsQuestion dns;

    /** @param clock the right time: certificates expire by it */
    public Questions(Vertx vertx, Dialer dialer, InstantSource clock) {
        this.tls = new TlsQuestion(dialer, clock);
        this.tcp = new TcpQuestion(dialer);
        this.dns = new DnsQuestion((VertxInternal) vertx);
    }

    /**
     * Asks once.
     *
     * @param kind one of {@link dev.outrider.journey.Action.Question#SPOKEN}
     * @param settings of the step, written out
     * @param reads the fields of the answer that the step reads
     * @throws IllegalArgumentException with a sentence when a setting cannot be what it must be
     */
    public Found ask(String kind, Map<String, List<String>> settings, Set<String> reads, Deadline deadline)
            throws InterruptedException {
        return switch (kind) {
            case "tls" -> {
                Where where = Where.of(one(settings, "address").orElse(""));
                yield tls.ask(where, one(settings, "name").orElse(where.host()), deadline);
            }
            case "tcp" ->
                tcp.ask(Where.of(one(settings, "address").orElse("")), one(settings, "send"), reads, deadline);
            case "dns" ->
                dns.ask(
                        one(settings, "name").orElse(""),
                        one(settings, "type").orElse("A"),
                        one(settings, "server"),
                        reads,
                        deadline);
            default -> throw new IllegalArgumentException("'" + kind + "' cannot be asked");
        };
    }

    private static Optional<String> one(Map<String, List<String>> settings, String name) {
        return settings.getOrDefault(name, List.of()).stream().findFirst();
    }
}
