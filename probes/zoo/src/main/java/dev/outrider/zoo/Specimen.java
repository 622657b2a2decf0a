package dev.outrider.zoo;

import java.util.List;

/**
 * One way to misbehave.
 *
 * @param name of small letters, digits and {@code -}
 * @param does what a client meets, as a sentence without its subject
 * @param habitat where it lives
 * @param path that is asked for, with its slash
 */
public record Specimen(String name, String does, Habitat habitat, String path, Behaviour behaviour) {
    /** One that is asked for {@code /}. */
    public Specimen(String name, String does, Habitat habitat, Behaviour behaviour) {
        this(name, does, habitat, "/", behaviour);
    }

    /** What stands below the misbehaving. */
    public sealed interface Habitat {
        /**
         * A TCP port.
         *
         * @param scheme by which it is asked: {@code https} where what should be TLS is misbehaved by hand
         */
        record Tcp(String scheme) implements Habitat {}

        /**
         * TLS with one of the zoo's certificates, on a port of its own.
         *
         * @param key its name in {@link Keyring}
         * @param protocols that are agreed on by ALPN, the best first; none: no ALPN
         */
        record Tls(String key, List<String> protocols) implements Habitat {
            public Tls {
                protocols = List.copyOf(protocols);
            }
        }

        /** A port on which nothing listens. */
        record Closed() implements Habitat {}

        /** A port whose queue of connections is full: the system drops what knocks. */
        record Full() implements Habitat {}

        /**
         * Somewhere else, where no server of ours is needed.
         *
         * @param url the whole address
         */
        record Elsewhere(String url) implements Habitat {}
    }
}
