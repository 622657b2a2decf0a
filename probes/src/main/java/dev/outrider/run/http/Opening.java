package dev.outrider.run.http;

import dev.outrider.result.Outcome.Fault;
import dev.outrider.result.Outcome.Trouble;
import dev.outrider.run.http.WebSocket.Opened;

/** A WebSocket in the making: a new connection, and the request that turns it into one. */
final class Opening {
    private final Route route;
    private final Url url;
    private final Conversation conversation;
    private final Share share;
    private final Deadline deadline;

    /** @param share of the conversation, which is closed with it, or here when there is none */
    Opening(Dialer dialer, Url url, Conversation conversation, Share share, Deadline deadline) {
        this.share = share;
        this.route = new Route(dialer, Speech.HTTP1, Sightings.NONE);
        this.url = url;
        this.conversation = conversation;
        this.deadline = deadline;
    }

    Opened opened() throws InterruptedException {
        boolean open = false;
        try {
            Opened opened = asked();
            open = opened instanceof Opened.Open;
            return opened;
        } finally {
            if (!open) {
                share.close();
            }
        }
    }

    private Opened asked() throws InterruptedException {
        return switch (route.to(url.origin(), deadline)) {
            case Dialed.Untold(Trouble trouble, String detail, Phases phases) -> throw new Prevented(trouble, detail);
            case Dialed.NotConnected(Fault fault, String detail, Phases phases) ->
                new Opened.Broken(fault, detail, phases);
            case Dialed.Connected(Connection.Http1 connection, Door door, Phases phases) ->
                whose(door, upgraded(connection, phases));
            case Dialed.Connected(Connection.Http2 connection, Door door, Phases phases) ->
                throw new IllegalStateException("HTTP/2 was not offered");
        };
    }

    private static Opened whose(Door door, Opened opened) {
        if (opened instanceof Opened.Broken(Fault fault, String detail, Phases phases)) {
            door.refusesUs(fault, detail).ifPresent(why -> {
                throw new Prevented(Trouble.CERTIFICATE, why);
            });
        }
        return opened;
    }

    private Opened upgraded(Connection.Http1 connection, Phases before) throws InterruptedException {
        long began = System.nanoTime();
        connection.onLoop(() -> conversation.begin(connection));
        try {
            Opened opened = Waiting.until(deadline, conversation.opened()).orElseGet(this::late);
            Phases phases = before.plus(new Phases(0, 0, 0, 0, 0, System.nanoTime() - began, 0));
            return switch (opened) {
                case Opened.Open(WebSocket socket, Phases none) -> new Opened.Open(socket, phases);
                case Opened.Broken(Fault fault, String detail, Phases none) -> {
                    connection.close();
                    yield new Opened.Broken(fault, detail, phases);
                }
            };
        } catch (InterruptedException stopped) {
            connection.close();
            throw stopped;
        }
    }

    private Opened late() {
        String detail = "the server did not answer the request for a WebSocket within " + deadline.limit();
        return new Opened.Broken(Fault.TIMEOUT, detail, Phases.NONE);
    }
}
