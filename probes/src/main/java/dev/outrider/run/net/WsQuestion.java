package dev.outrider.run.net;

import dev.outrider.result.Outcome.Fault;
import dev.outrider.run.http.Deadline;
import dev.outrider.run.http.Dialer;
import dev.outrider.run.http.Headers;
import dev.outrider.run.http.Phases;
import dev.outrider.run.http.Url;
import dev.outrider.run.http.WebSocket;
import dev.outrider.run.http.WebSocket.Opened;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A conversation by WebSocket, from the handshake to the goodbye. */
final class WsQuestion {
    private final Dialer dialer;

    WsQuestion(Dialer dialer) {
        this.dialer = dialer;
    }

    Found ask(Query query, Deadline deadline) throws InterruptedException {
        Headers headers = Headers.NONE;
        for (Map.Entry<String, String> header : query.headers().entrySet()) {
            headers = headers.with(header.getKey(), header.getValue());
        }
        String protocols = String.join(",", query.all("protocol"));
        return switch (dialer.webSocket(Url.ofWebSocket(query.one("url").orElse("")), headers, protocols, deadline)) {
            case Opened.Broken(Fault fault, String detail, Phases phases) -> new Found.Broken(fault, detail, phases);
            case Opened.Open(WebSocket socket, Phases phases) -> {
                try (socket) {
                    yield new WsTalk(socket, query, deadline, phases).found(turns(query));
                }
            }
        };
    }

    /** Where it is not written out in turns: all is said, then an answer is waited for where one is expected. */
    private static List<Turn> turns(Query query) {
        if (!query.talk().isEmpty()) {
            return query.talk();
        }
        List<Turn> turns = new ArrayList<>();
        query.all("send").forEach(text -> turns.add(new Turn.Say(soFar -> text, false)));
        boolean listens = !turns.isEmpty() || query.reads("messages");
        turns.add(new Turn.Count(query.one("receive").map(Integer::parseInt).orElse(listens ? 1 : 0)));
        return turns;
    }
}
