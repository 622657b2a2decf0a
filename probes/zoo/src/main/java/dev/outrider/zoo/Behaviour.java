package dev.outrider.zoo;

import java.io.IOException;

/** What a server does on a connection; when it returns, the connection is closed. */
@FunctionalInterface
public interface Behaviour {
    /** Does it. */
    void on(Talk talk) throws IOException;

    /** Reads a request, says this, and closes. */
    static Behaviour says(String answer) {
        return talk -> {
            talk.request();
            talk.say(answer);
        };
    }
}
