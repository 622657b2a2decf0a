package dev.outrider.run.net;

import dev.outrider.run.http.Deadline;
import dev.outrider.run.http.Dialer;
import dev.outrider.run.http.Phases;
import dev.outrider.run.net.Secure.Secured;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A TLS handshake and the certificate that comes with it: verified as for a customer, and told also when refused. */
final class TlsQuestion {
    private final Dialer dialer;
    private final InstantSource clock;

    TlsQuestion(Dialer dialer, InstantSource clock) {
        this.dialer = dialer;
        this.clock = clock;
    }

    /** That a certificate is refused is an answer to who reads {@code trusted}. */
    Found ask(Query query, Deadline deadline) throws InterruptedException {
        Where where = query.where();
        Terms terms = Terms.of(dialer, where, query);
        Witness witness = terms.witness();
        try (Link link = Link.open(dialer, where, deadline)) {
            Secure secure = new Secure(link, terms, clock, deadline);
            return switch (secure.over(query.one("starttls").map(StartTls::of))) {
                case Secured.Done(var socket, Phases phases) -> new Found.Answered(fields(witness, true), phases);
                case Secured.Refused(Found.Broken why) ->
                    query.reads("trusted") && witness.refuses()
                            ? new Found.Answered(fields(witness, false), why.phases(), Optional.of(why))
                            : why;
            };
        } catch (Link.Unreachable unreachable) {
            return unreachable.found();
        }
    }

    private Map<String, Object> fields(Witness witness, boolean trusted) {
        Map<String, Object> fields =
                new HashMap<>(Certificates.fields(witness.chain().getFirst(), clock.instant()));
        fields.put("protocol", witness.protocol());
        fields.put("cipher", witness.cipher());
        fields.put("trusted", trusted);
        return fields;
    }
}
