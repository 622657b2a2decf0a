package dev.outrider.zoo;

import dev.outrider.zoo.Specimen.Habitat;
import java.util.List;

/** Those whose TLS is wrong. */
final class Handshakes {
    private static final Habitat BY_HAND = new Habitat.Tcp("https");
    private static final Behaviour FINE =
            Behaviour.says("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\nok");
    private static final int HELLO = 5;
    /** What a server says that ends with TLS 1.0: a fatal alert of that version, "protocol_version" (RFC 8446, 6). */
    private static final byte[] TOO_NEW = {21, 3, 1, 0, 2, 2, 70};

    private Handshakes() {}

    static List<Specimen> all() {
        return List.of(
                tls("certificate-expired", "shows a certificate that has expired", "expired"),
                tls("certificate-early", "shows a certificate that is not valid yet", "early"),
                tls("certificate-of-another", "shows a certificate for another host", "other"),
                tls("certificate-unknown", "shows a certificate that nobody signed whom we know", "unknown"),
                new Specimen("tls-old", "speaks TLS 1.0 and nothing newer", BY_HAND, talk -> {
                    talk.hear(HELLO);
                    talk.say(TOO_NEW);
                }),
                new Specimen("tls-not", "answers a handshake in plain HTTP", BY_HAND, talk -> {
                    talk.hear(HELLO);
                    talk.say("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
                }),
                new Specimen(
                        "tls-hangs-up", "closes in the middle of the handshake", BY_HAND, talk -> talk.hear(HELLO)),
                new Specimen("tls-silent", "never answers a handshake", BY_HAND, talk -> {
                    talk.hear(HELLO);
                    talk.silence();
                }));
    }

    private static Specimen tls(String name, String does, String key) {
        return new Specimen(name, does, new Habitat.Tls(key, List.of()), FINE);
    }
}
