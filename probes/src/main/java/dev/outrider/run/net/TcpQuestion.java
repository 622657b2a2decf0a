package dev.outrider.run.net;

import dev.outrider.result.Outcome.Fault;
import dev.outrider.run.http.Deadline;
import dev.outrider.run.http.Dialer;
import dev.outrider.run.http.Phases;
import dev.outrider.run.http.Share;
import dev.outrider.run.net.Secure.Secured;
import java.net.Socket;
import java.time.InstantSource;
import java.util.Optional;

/** Whether a port takes connections, and what is said there: a line, all that comes at once, or a conversation. */
final class TcpQuestion {
    private final Dialer dialer;
    private final InstantSource clock;

    TcpQuestion(Dialer dialer, InstantSource clock) {
        this.dialer = dialer;
        this.clock = clock;
    }

    /**
     * Asks. A closed port is an answer to who reads whether it is open, and a greeting is only waited for when somebody
     * reads it.
     */
    Found ask(Query query, Deadline deadline) throws InterruptedException {
        Where where = query.where();
        try (Share share = dialer.budget().share();
                Link link = Link.open(dialer, where, deadline)) {
            Optional<StartTls> startTls = query.one("starttls").map(StartTls::of);
            if (startTls.isEmpty() && !query.isTrue("tls")) {
                return talk(link, link.socket(), link.phases(), share, query, deadline);
            }
            Terms terms = Terms.of(dialer, where, query);
            Secure secure = new Secure(link, terms, clock, deadline);
            return switch (secure.over(startTls)) {
                case Secured.Done(Socket socket, Phases phases) -> {
                    Found found = talk(link, socket, phases, share, query, deadline);
                    if (found instanceof Found.Broken broken) {
                        terms.insistNotOurs(broken.fault(), broken.detail());
                    }
                    yield found;
                }
                case Secured.Refused(Found.Broken why) -> why;
            };
        } catch (Link.Unreachable closed) {
            Found.Broken broken = closed.found();
            return query.reads("open") && broken.fault() != Fault.RESOLVE
                    ? new Found.Answered(TcpTalk.closed(where.toString()), broken.phases(), Optional.of(broken))
                    : broken;
        }
    }

    private static Found talk(Link link, Socket socket, Phases before, Share share, Query query, Deadline deadline) {
        return new TcpTalk(socket, link.address(), before, share, deadline).found(query);
    }
}
