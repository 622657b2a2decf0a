package dev.outrider.run.http;

import dev.outrider.result.Outcome.Fault;
import dev.outrider.result.Outcome.Trouble;
import dev.outrider.run.http.Dial.Dialed;
import dev.outrider.run.http.Dialer.Resolved;
import dev.outrider.run.http.WebSocket.Opened;
import io.netty.channel.EventLoop;
import java.net.InetAddress;
import java.util.List;

/** A WebSocket in the making: a new connection, and the request that turns it into one. */
final class Opening {
    private final Dialer dialer;
    private final Url url;
    private final Conversation conversation;
    private final Share share;
    private final Deadline deadline;

    /** @param share of the conversation, which is closed with it, or here when there is none */
    Opening(Dialer dialer, Url url, Conversation conversation, Share share, Deadline deadline) {
        this.share = share;
        this.dialer = dialer;
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
        EventLoop loop = dialer.nextLoop();
        Door door = dialer.door(url.origin(), Speech.HTTP1);
        return switch (dialer.resolve(loop, door.dialled(), door.port(), deadline)) {
            case Resolved.Unknown(Fault fault, String detail, Phases phases)
            when door.via().isPresent() -> throw new Prevented(Trouble.PROXY, "the proxy cannot be reached: " + detail);
            case Resolved.Unknown(Fault fault, String detail, Phases phases) ->
                new Opened.Broken(fault, detail, phases);
            case Resolved.Addresses(List<InetAddress> addresses, Phases phases) ->
                dialed(loop, door, addresses, phases);
        };
    }

    private Opened dialed(EventLoop loop, Door door, List<InetAddress> addresses, Phases before)
            throws InterruptedException {
        return switch (dialer.dial(loop, door, addresses, Sightings.NONE, deadline)) {
            case Dialed.Untold(Trouble trouble, String detail, Phases phases) -> throw new Prevented(trouble, detail);
            case Dialed.NotConnected(Fault fault, String detail, Phases phases) ->
                new Opened.Broken(fault, detail, before.plus(phases));
            case Dialed.Connected(Connection.Http1 connection, Phases phases) ->
                upgraded(connection, before.plus(phases));
            case Dialed.Connected(Connection.Http2 connection, Phases phases) ->
                throw new IllegalStateException("HTTP/2 was not offered");
        };
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
