package dev.outrider.run.http;

import io.netty.channel.Channel;

/** The one place where a future of the network is dropped: nobody waits for a connection to be closed. */
final class Closing {
    private Closing() {}

    static void close(Channel channel) {
        var _ = channel.close();
    }
}
