package dev.outrider.run.net;

import dev.outrider.run.http.Deadline;
import dev.outrider.run.http.Dialer;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.time.InstantSource;

/** Asks what a step asks that does not ask by HTTP. One a process; blocks a virtual thread. */
public final class Questions {
    private final TlsQuestion tls;
    private final TcpQuestion tcp;
    private final DnsQuestion dns;
    private final GrpcQuestion grpc;

    /** @param clock the right time: certificates expire by it */
    public Questions(Vertx vertx, Dialer dialer, InstantSource clock) {
        this.tls = new TlsQuestion(dialer, clock);
        this.tcp = new TcpQuestion(dialer);
        this.dns = new DnsQuestion((VertxInternal) vertx, dialer);
        this.grpc = new GrpcQuestion(dialer);
    }

    /**
     * Asks once.
     *
     * @throws IllegalArgumentException with a sentence when a setting cannot be what it must be
     */
    public Found ask(Query query, Deadline deadline) throws InterruptedException {
        return switch (query.kind()) {
            case "tls" -> {
                Where where = query.where();
                yield tls.ask(where, query.one("name").orElse(where.host()), deadline);
            }
            case "tcp" -> tcp.ask(query.where(), query.one("send"), query.reads(), deadline);
            case "dns" ->
                dns.ask(
                        query.one("name").orElse(""),
                        query.one("type").orElse("A"),
                        query.one("server"),
                        query.reads(),
                        deadline);
            case "grpc" -> grpc.ask(query, deadline);
            default -> throw new IllegalArgumentException("'" + query.kind() + "' cannot be asked");
        };
    }
}
