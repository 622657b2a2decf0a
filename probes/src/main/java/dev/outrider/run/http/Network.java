package dev.outrider.run.http;

import dev.outrider.result.Outcome.Fault;
import dev.outrider.result.Outcome.Trouble;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The line to real targets: resolves each name once, opens what connections it needs and keeps them until it is closed. */
final class Network implements Line {
    private static final int PROXY_LOGIN = 407;

    private final Room room;
    private final Route route;
    private final Sightings sightings;
    private final Map<Origin, Dialed.Connected> connections = new HashMap<>();

    /** @param kept of a decoded body, in bytes */
    Network(Dialer dialer, int kept, Speech speech, Sightings sightings) {
        this.room = new Room(kept, dialer.budget().share());
        this.route = new Route(dialer, speech, sightings);
        this.sightings = sightings;
    }

    @Override
    public void close() {
        connections.values().forEach(open -> open.connection().close());
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
        Dialed.Connected open = connections.get(call.url().origin());
        if (open == null || !open.connection().reusable()) {
            Asked asked = onNewConnection(call, deadline);
            return asked.refused() ? onNewConnection(call, deadline).reply() : asked.reply();
        }
        Asked asked = ask(open, call, deadline);
        return asked.refused() || (asked.stale() && call.idempotent())
                ? onNewConnection(call, deadline).reply()
                : asked.reply();
    }

    /**
     * One request.
     *
     * @param refused whether the server said that it did nothing with it: it may be asked again, whatever it is
     * @param untouched whether not a byte came back for it
     */
    private record Asked(Reply reply, boolean refused, boolean untouched) {
        static Asked not(Reply reply) {
            return new Asked(reply, false, false);
        }

        /** The server closed an idle connection while we wrote to it: a browser asks again on a new one. */
        boolean stale() {
            return reply instanceof Reply.Broken broken && broken.fault() == Fault.RESET && untouched;
        }
    }

    private Asked onNewConnection(Call call, Deadline deadline) throws InterruptedException {
        return switch (route.to(call.url().origin(), deadline)) {
            case Dialed.NotConnected(Fault fault, String detail, Phases phases) ->
                Asked.not(new Reply.Broken(fault, detail, phases));
            case Dialed.Untold(Trouble trouble, String detail, Phases phases) ->
                Asked.not(new Reply.Untold(trouble, detail, phases));
            case Dialed.Connected open -> {
                keep(open);
                Asked asked = ask(open, call, deadline);
                yield new Asked(plus(open.phases(), asked.reply()), asked.refused(), asked.untouched());
            }
        };
    }

    private Asked ask(Dialed.Connected open, Call call, Deadline deadline) throws InterruptedException {
        Exchange exchange = open.connection().begin(call, room);
        Reply reply = await(open.door().origin(), open.connection(), exchange, deadline);
        return new Asked(whose(open.door(), reply), exchange.refused(), exchange.untouched());
    }

    /** In place of one that can be used no more, which the server may keep open for as long as it likes. */
    private void keep(Dialed.Connected open) {
        Dialed.Connected before = connections.put(open.door().origin(), open);
        if (before != null) {
            before.connection().close();
        }
    }

    /** A proxy that wants to know us, or a server that does not take our certificate, says nothing about the target. */
    private static Reply whose(Door door, Reply reply) {
        return switch (reply) {
            case Reply.Answered(Answer answer, Phases phases)
            when answer.status() == PROXY_LOGIN && door.asked().isPresent() ->
                new Reply.Untold(
                        Trouble.PROXY,
                        "the proxy %s answered 407: it wants a login".formatted(answer.address()),
                        phases);
            case Reply.Broken(Fault fault, String detail, Phases phases) ->
                door.refusesUs(fault, detail)
                        .<Reply>map(why -> new Reply.Untold(Trouble.CERTIFICATE, why, phases))
                        .orElse(reply);
            case Reply.Answered answered -> answered;
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
