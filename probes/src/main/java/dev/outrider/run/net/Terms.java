package dev.outrider.run.net;

import dev.outrider.result.Outcome.Fault;
import dev.outrider.result.Outcome.Trouble;
import dev.outrider.run.http.Dialer;
import dev.outrider.run.http.Identity;
import dev.outrider.run.http.Prevented;
import java.util.Optional;

/**
 * On what terms TLS is made with a host.
 *
 * @param name that the server is asked for and must prove
 * @param witness who judges its certificate
 * @param identity by what we show ourselves, where we do
 */
record Terms(Where where, String name, Witness witness, Optional<Identity> identity) {
    /**
     * As the environment and the step say.
     *
     * @throws Prevented when what is needed cannot be used
     */
    static Terms of(Dialer dialer, Where where, Query query) {
        return new Terms(
                where,
                query.one("name").orElse(dialer.name(where.host(), where.port())),
                new Witness(dialer.trusted(where.host(), where.port())),
                dialer.identity(where.host(), where.port()));
    }

    /**
     * A server that hangs up in the midst of a handshake, after it asked for our certificate and we believed its own, did so because of
     * that: its alert is lost when it does not wait for all that we say.
     *
     * @throws Prevented when it was so
     */
    void insistNotHungUpOnUs() {
        if (identity.isPresent() && !witness.chain().isEmpty() && !witness.refuses()) {
            throw new Prevented(
                    Trouble.CERTIFICATE,
                    "the client certificate for %s (%s) was refused: the server hung up when it was shown"
                            .formatted(where, identity.get().name()));
        }
    }

    /** @throws Prevented when it was because of what we showed, which says nothing about the server */
    void insistNotOurs(Fault fault, String detail) {
        identity.filter(own -> fault == Fault.TLS)
                .flatMap(own -> own.refused(where.toString(), detail))
                .ifPresent(why -> {
                    throw new Prevented(Trouble.CERTIFICATE, why);
                });
    }
}
