package dev.outrider.run.net;

import dev.outrider.run.http.Deadline;
import dev.outrider.run.http.Dialer;
import java.time.InstantSource;

/** Asks what a step asks that does not ask by HTTP. One a process; blocks a virtual thread. */
public final class Questions {
    private final TlsQuestion tls;
    private final TcpQuestion tcp;
    private final DnsQuestion dns;
    private final GrpcQuestion grpc;
    private final WsQuestion ws;
    private final IcmpQuestion icmp;

    /** @param clock the right time: certificates expire by it */
    public Questions(Dialer dialer, InstantSource clock) {
        this.tls = new TlsQuestion(dialer, clock);
        this.tcp = new TcpQuestion(dialer, clock);
        this.dns = new DnsQuestion(dialer);
        this.grpc = new GrpcQuestion(dialer);
        this.ws = new WsQuestion(dialer);
        this.icmp = new IcmpQuestion(dialer);
    }

    /**
     * Asks once.
     *
     * @throws IllegalArgumentException with a sentence when a setting cannot be what it must be
     */
    public Found ask(Query query, Deadline deadline) throws InterruptedException {
        Found found = asked(query, deadline);
        if (found instanceof Found.Broken && Thread.interrupted()) {
            throw new InterruptedException("a socket that an interrupt closed is no fault of the target");
        }
        return found;
    }

    private Found asked(Query query, Deadline deadline) throws InterruptedException {
        return switch (query.kind()) {
            case "tls" -> tls.ask(query, deadline);
            case "tcp" -> tcp.ask(query, deadline);
            case "dns" -> dns.ask(query, deadline);
            case "grpc" -> grpc.ask(query, deadline);
            case "ws" -> ws.ask(query, deadline);
            case "icmp" -> icmp.ask(query, deadline);
            default -> throw new IllegalArgumentException("'" + query.kind() + "' cannot be asked");
        };
    }
}
