package dev.outrider.zoo;

import dev.outrider.zoo.Specimen.Habitat;
import java.util.List;

/** Those that are never reached, or hang up before they have said a word. */
final class Reaching {
    private static final Behaviour NOBODY = talk -> {};
    private static final Habitat TCP = new Habitat.Tcp("http");

    private Reaching() {}

    static List<Specimen> all() {
        return List.of(
                new Specimen("no-such-name", "has a name that does not exist", elsewhere("nxdomain"), NOBODY),
                new Specimen("names-fail", "has name servers that fail", elsewhere("servfail"), NOBODY),
                new Specimen("names-silent", "has name servers that never answer", elsewhere("silent"), NOBODY),
                new Specimen("refused", "listens on no such port", new Habitat.Closed(), NOBODY),
                new Specimen("full", "lets nobody in: its queue is full", new Habitat.Full(), NOBODY),
                new Specimen("hangs-up", "reads the request and closes", TCP, Behaviour.says("")),
                new Specimen("resets", "reads the request and resets the connection", TCP, talk -> {
                    talk.request();
                    talk.reset();
                }),
                new Specimen("silent", "reads the request and never says a word", TCP, talk -> {
                    talk.request();
                    talk.silence();
                }));
    }

    private static Habitat elsewhere(String name) {
        return new Habitat.Elsewhere("http://" + name + ".zoo.test/");
    }
}
