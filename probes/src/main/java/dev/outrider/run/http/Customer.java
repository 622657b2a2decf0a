package dev.outrider.run.http;

import dev.outrider.result.Outcome.Fault;
import dev.outrider.run.http.Dial.Dialed;
import dev.outrider.run.http.Dialer.Resolved;
import dev.outrider.run.http.Visit.Hop;
import io.netty.channel.EventLoop;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A new customer: empty cookie jar, nothing resolved, no connection; what is opened is kept until the visit to the shop
 * is over, as a browser would. Used by one virtual thread, which may wait.
 */
public final class Customer implements AutoCloseable {
    private final Dialer dialer;
    private final EventLoop loop;
    private final CookieJar cookies;
    private final Map<String, List<InetAddress>> resolved = new HashMap<>();
    private final Map<Origin, Connection> connections = new HashMap<>();

    public Customer(Dialer dialer, InstantSource clock) {
        this.dialer = dialer;
        this.loop = dialer.nextLoop();
        this.cookies = new CookieJar(clock);
    }

    /**
     * Makes a request and follows where it leads.
     *
     * @param redirects how many are followed, 0 to look at the first answer whatever it is
     * @throws IllegalArgumentException when a header of the call cannot be sent
     */
    public Visit visit(Call call, int redirects, Deadline deadline) throws InterruptedException {
        return visit(call, redirects, soFar -> false, deadline);
    }

    /**
     * The same, which stays at a redirect that somebody wants to look at.
     *
     * @param stop whether the last redirect of a visit so far is not to be followed
     */
    public Visit visit(Call call, int redirects, Predicate<Visit> stop, Deadline deadline) throws InterruptedException {
        List<Hop> hops = new ArrayList<>();
        Call next = call;
        while (true) {
            Call sent = withCookies(next);
            Reply reply = exchange(sent, deadline);
            hops.add(new Hop(sent, reply));
            if (!(reply instanceof Reply.Answered(Answer answer, Phases phases))) {
                return new Visit(hops, reply, cookies.values(sent.url()));
            }
            cookies.store(sent.url(), answer.headers());
            Visit soFar = new Visit(hops, reply, cookies.values(sent.url()));
            Redirect redirect = Redirect.after(next, answer, hops.size() - 1, redirects);
            if (redirect instanceof Redirect.Stay || stop.test(soFar)) {
                return soFar;
            }
            switch (redirect) {
                case Redirect.Stay() -> {
                    return soFar;
                }
                case Redirect.Refuse(String detail) -> {
                    Reply refused = new Reply.Broken(Fault.REDIRECT, detail, phases);
                    return new Visit(hops, refused, cookies.values(sent.url()));
                }
                case Redirect.Follow(Call further) -> next = further;
            }
        }
    }

    @Override
    public void close() {
        connections.values().forEach(Connection::close);
        connections.clear();
    }

    /** The author's own {@code Cookie} header stands before what the jar holds. */
    private Call withCookies(Call call) {
        Optional<String> held = cookies.header(call.url());
        if (held.isEmpty()) {
            return call;
        }
        String own = call.headers().first("Cookie").map(text -> text + "; ").orElse("");
        return call.withHeaders(call.headers().with("Cookie", own + held.get()));
    }

    private Reply exchange(Call call, Deadline deadline) throws InterruptedException {
        Connection open = connections.get(call.url().origin());
        if (open != null && open.reusable()) {
            Exchange exchange = open.begin(call);
            Reply reply = await(call.url().origin(), open, exchange, deadline);
            if (!(staleConnection(reply, exchange) && call.idempotent())) {
                return reply;
            }
            // The server closed an idle connection while we wrote to it: a browser asks again on a new one.
        }
        return onNewConnection(call, deadline);
    }

    private static boolean staleConnection(Reply reply, Exchange exchange) {
        return reply instanceof Reply.Broken broken && broken.fault() == Fault.RESET && exchange.untouched();
    }

    private Reply onNewConnection(Call call, Deadline deadline) throws InterruptedException {
        Origin origin = call.url().origin();
        Phases resolving = Phases.NONE;
        List<InetAddress> addresses = resolved.get(origin.bareHost());
        if (addresses == null) {
            switch (dialer.resolve(loop, origin.bareHost(), deadline)) {
                case Resolved.Unknown(Fault fault, String detail, Phases phases) -> {
                    return new Reply.Broken(fault, detail, phases);
                }
                case Resolved.Addresses(List<InetAddress> found, Phases phases) -> {
                    resolving = phases;
                    addresses = found;
                    resolved.put(origin.bareHost(), found);
                }
            }
        }
        return switch (dialer.dial(loop, origin, addresses, deadline)) {
            case Dialed.NotConnected(Fault fault, String detail, Phases phases) ->
                new Reply.Broken(fault, detail, resolving.plus(phases));
            case Dialed.Connected(Connection connection, Phases phases) -> {
                connections.put(origin, connection);
                Reply reply = await(origin, connection, connection.begin(call), deadline);
                yield plus(resolving.plus(phases), reply);
            }
        };
    }

    private static Reply plus(Phases before, Reply reply) {
        return switch (reply) {
            case Reply.Answered(Answer answer, Phases phases) -> new Reply.Answered(answer, before.plus(phases));
            case Reply.Broken(Fault fault, String detail, Phases phases) ->
                new Reply.Broken(fault, detail, before.plus(phases));
        };
    }

    private Reply await(Origin origin, Connection connection, Exchange exchange, Deadline deadline)
            throws InterruptedException {
        try {
            Optional<Reply> reply = Waiting.until(deadline, exchange.reply());
            if (reply.isPresent()) {
                return reply.get();
            }
        } catch (InterruptedException stopped) {
            abandon(origin, connection);
            throw stopped;
        }
        connection.onLoop(() -> exchange.expired(deadline.limit()));
        abandon(origin, connection);
        return Waiting.until(Deadline.in(Waiting.GRACE), exchange.reply())
                .orElse(new Reply.Broken(Fault.TIMEOUT, "no answer within " + deadline.limit(), Phases.NONE));
    }

    /** It is closed a little later, on its event loop: nothing more may be asked on it from now on. */
    private void abandon(Origin origin, Connection connection) {
        connections.remove(origin);
        connection.close();
    }
}
