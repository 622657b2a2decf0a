package dev.outrider.zoo;

import dev.outrider.zoo.Specimen.Habitat;
import java.util.List;

/** Those who lead astray. */
final class Redirects {
    private Redirects() {}

    static List<Specimen> all() {
        return List.of(
                new Specimen("redirect-loop", "redirects to itself for ever", new Habitat.Tcp("http"), talk -> {
                    while (!talk.request().isEmpty()) {
                        talk.say("HTTP/1.1 302 Found\r\nLocation: /again\r\nContent-Length: 0\r\n\r\n");
                    }
                }),
                new Specimen(
                        "redirect-nowhere",
                        "redirects to what is no address",
                        new Habitat.Tcp("http"),
                        Behaviour.says("HTTP/1.1 302 Found\r\nLocation: mailto:x@y\r\nContent-Length: 0\r\n\r\n")),
                new Specimen(
                        "redirect-downgrade",
                        "redirects from https to http, where it answers",
                        new Habitat.Tls("good", List.of()),
                        Redirects::downgrade));
    }

    /** The page is there, for everybody on the way to read and to change. */
    private static void downgrade(Talk talk) throws java.io.IOException {
        talk.request();
        talk.say("HTTP/1.1 301 Moved\r\nLocation: " + Plain.url() + "\r\nContent-Length: 0\r\n\r\n");
    }

    /** A page without TLS; opened when it is first needed, for as long as the process lives. */
    private static final class Plain {
        private static final Cage CAGE = open();

        private static String url() {
            return CAGE.url();
        }

        private static Cage open() {
            try {
                return Cage.of(
                        new Specimen(
                                "plain",
                                "answers",
                                new Habitat.Tcp("http"),
                                Behaviour.says(
                                        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 12\r\n\r\n<p>hello</p>")),
                        0);
            } catch (java.io.IOException noPort) {
                throw new java.io.UncheckedIOException("no port for a page without TLS", noPort);
            }
        }
    }
}
