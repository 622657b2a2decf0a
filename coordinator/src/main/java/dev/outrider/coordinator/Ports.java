package dev.outrider.coordinator;

import dev.outrider.cli.HostPort;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Looks whether an address can be listened at, before slower things are begun. */
final class Ports {
    private Ports() {}

    /** @throws CoordinatorException naming the address and the setting when it is taken or not of this machine */
    static void check(HostPort address, String setting) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            InetSocketAddress where = new InetSocketAddress(address.host(), address.port());
            if (where.isUnresolved()) {
                throw new CoordinatorException("the name '%s' cannot be resolved; give %s an address of this machine"
                        .formatted(address.host(), setting));
            }
            socket.bind(where);
        } catch (IOException taken) {
            throw new CoordinatorException(
                    "cannot listen at %s (%s); stop what uses that port, or give %s another"
                            .formatted(address, taken.getMessage(), setting),
                    taken);
        }
    }
}
