package dev.outrider.run.http;

import dev.outrider.result.Outcome.Fault;
import dev.outrider.result.Outcome.Trouble;
import dev.outrider.run.http.Dial.Dialed;
import dev.outrider.run.http.Dialer.Resolved;
import io.netty.channel.EventLoop;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The line to real targets: resolves each name once, opens what connections it needs and keeps them until it is closed. */
final class Network implements Line {
    private static final int PROXY_LOGIN = 407;

    private final Room room;
    private final Dialer dialer;
    private final Speech speech;
    private final Sightings sightings;
    private final EventLoop loop;
    private final Map<String, List<InetAddress>> resolved = new HashMap<>();
    private final Map<Origin, Connection> connections = new HashMap<>();

    /** @param kept of a decoded body, in bytes */
    Network(Dialer dialer, int kept, Speech speech, Sightings sightings) {
        this.speech = speech;
        this.room = new Room(kept, dialer.budget().share());
        this.dialer = dialer;
        this.sightings = sightings;
        this.loop = dialer.nextLoop();
    }

    @Override
    public void close() {
        connections.values().forEach(Connection::close);
        connections.clear();
        room.share().close();
    }

    @Override
    public Share share() {
        return room.share();
    }

    @Override
    public Reply exchange(Call call, Deadline deadline) throws InterruptedException {
        Reply reply = answered(call, deadline);
        sightings.replied(call, reply);
        return reply;
    }

    private Reply answered(Call call, Deadline deadline) throws InterruptedException {
        try {
            return made(call, deadline);
        } catch (Prevented ours) {
            return new Reply.Untold(ours.trouble(), ours.detail(), Phases.NONE);
        }
    }

    private Reply made(Call call, Deadline deadline) throws InterruptedException {
        Connection open = connections.get(call.url().origin());
        if (open != null && open.reusable()) {
            Exchange exchange = open.begin(call, room);
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
        Door door = dialer.door(call.url().origin(), speech);
        String host = door.dialled();
        String place = dialer.ways().pinned(host, door.port()).isEmpty() ? host : host + ":" + door.port();
        List<InetAddress> known = resolved.get(place);
        if (known != null) {
            return onNewConnection(call, door, known, deadline);
        }
        return switch (dialer.resolve(loop, host, door.port(), deadline)) {
            case Resolved.Unknown(Fault fault, String detail, Phases phases) ->
                door.via().isPresent()
                        ? new Reply.Untold(Trouble.PROXY, "the proxy cannot be reached: " + detail, phases)
                        : new Reply.Broken(fault, detail, phases);
            case Resolved.Addresses(List<InetAddress> found, Phases phases) -> {
                resolved.put(place, found);
                sightings.resolved(host, found);
                yield plus(phases, onNewConnection(call, door, found, deadline));
            }
        };
    }

    private Reply onNewConnection(Call call, Door door, List<InetAddress> addresses, Deadline deadline)
            throws InterruptedException {
        return switch (dialer.dial(loop, door, addresses, sightings, deadline)) {
            case Dialed.NotConnected(Fault fault, String detail, Phases phases) ->
                whose(door, new Reply.Broken(fault, detail, phases));
            case Dialed.Untold(Trouble trouble, String detail, Phases phases) ->
                new Reply.Untold(trouble, detail, phases);
            case Dialed.Connected(Connection connection, Phases phases) -> {
                keep(door.origin(), connection);
                Reply reply = await(door.origin(), connection, connection.begin(call, room), deadline);
                yield plus(phases, whose(door, reply));
            }
        };
    }

    /** In place of one that can be used no more, which the server may keep open for as long as it likes. */
    private void keep(Origin origin, Connection connection) {
        Connection before = connections.put(origin, connection);
        if (before != null) {
            before.close();
        }
    }

    /** A proxy that wants to know us, or a server that does not take our certificate, says nothing about the target. */
    private static Reply whose(Door door, Reply reply) {
        Optional<Identity> own = door.secure().flatMap(Tls.Secure::identity);
        return switch (reply) {
            case Reply.Answered(Answer answer, Phases phases)
            when answer.status() == PROXY_LOGIN && door.asked().isPresent() ->
                new Reply.Untold(
                        Trouble.PROXY,
                        "the proxy %s answered 407: it wants a login".formatted(answer.address()),
                        phases);
            case Reply.Broken(Fault fault, String detail, Phases phases)
            when own.isPresent() && fault == Fault.TLS && Faults.isAboutOurs(detail) ->
                new Reply.Untold(
                        Trouble.CERTIFICATE,
                        "the client certificate for %s (%s) was refused: %s"
                                .formatted(door.target(), own.get().name(), detail),
                        phases);
            case Reply.Answered answered -> answered;
            case Reply.Broken broken -> broken;
            case Reply.Untold untold -> untold;
        };
    }

    private static Reply plus(Phases before, Reply reply) {
        return switch (reply) {
            case Reply.Answered(Answer answer, Phases phases) -> new Reply.Answered(answer, before.plus(phases));
            case Reply.Broken(Fault fault, String detail, Phases phases) ->
                new Reply.Broken(fault, detail, before.plus(phases));
            case Reply.Untold(Trouble trouble, String detail, Phases phases) ->
                new Reply.Untold(trouble, detail, before.plus(phases));
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
