package dev.outrider.dev;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Ports on loopback. */
public final class Ports {
    private Ports() {}

    /** A port that is free now. Somebody else may take it before it is used; the process that wants it then says so. */
    public static int free() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException failure) {
            throw new StartFailed("no free port on loopback: " + failure.getMessage());
        }
    }

    /** @throws StartFailed naming the port, and the option that chooses another, when it is taken */
    static void insistFree(int port, String what, String option) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException taken) {
            throw new StartFailed("port %d for %s is taken; stop what uses it, or choose another with %s"
                    .formatted(port, what, option));
        }
    }
}
