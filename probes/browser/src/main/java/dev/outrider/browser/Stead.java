package dev.outrider.browser;

import dev.outrider.run.http.Guise;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.util.List;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * TLS on both sides of a tunnel, where we speak it to the target in the browser's stead: each hears of the other which
 * protocols it knows, and what is said above it passes unread.
 */
final class Stead {
    /** The first byte of a TLS handshake, and of nothing else that browsers say first. */
    private static final int HANDSHAKE = 0x16;

    private final Facade facade;
    private final Guise guise;
    private @Nullable SSLSocket target;
    private @Nullable IOException failed;

    Stead(Facade facade, Guise guise) {
        this.facade = facade;
        this.guise = guise;
    }

    /** Both ends of a connection, in plain text. */
    record Ends(Socket browser, Socket target) {}

    /** The target could not be spoken to; what it came from is in it. */
    static final class Unspoken extends Exception {
        private final transient IOException why;

        Unspoken(IOException why) {
            super(why);
            this.why = why;
        }

        IOException why() {
            return why;
        }
    }

    static boolean isTls(int first) {
        return first == HANDSHAKE;
    }

    /**
     * Shakes hands with both.
     *
     * @param said what the browser has said already
     * @throws IOException when the browser went away
     */
    Ends between(Socket browser, byte[] said, Socket plain) throws IOException, Unspoken {
        SSLSocket front = (SSLSocket)
                facade.context().getSocketFactory().createSocket(browser, new ByteArrayInputStream(said), true);
        front.setHandshakeApplicationProtocolSelector((socket, offered) -> agreed(plain, offered));
        try {
            front.startHandshake();
        } catch (IOException broken) {
            IOException first = failed;
            if (first != null) {
                throw new Unspoken(first);
            }
            throw broken;
        }
        if (target == null) {
            // It offered no protocol, and so was not asked which.
            var _ = agreed(plain, List.of());
        }
        SSLSocket shaken = target;
        if (shaken == null) {
            throw new Unspoken(failed == null ? new IOException("no handshake") : failed);
        }
        return new Ends(front, shaken);
    }

    /** What the target takes of what the browser offers; nothing, which ends its handshake, when there is no target. */
    private @Nullable String agreed(Socket plain, List<String> offered) {
        try {
            SSLSocket shaken = guise.over(plain, offered);
            target = shaken;
            return shaken.getApplicationProtocol();
        } catch (IOException broken) {
            failed = broken;
            return null;
        }
    }
}
