package dev.outrider.result;

import java.time.Duration;

/**
 * The phases of a step, which add up to {@link #total()}.
 *
 * @param settings HTTP/2's first round trip
 * @param waiting from the last byte sent to the first received
 * @param script all that is ours: expressions, pauses of a poll, earlier attempts
 */
public record Timings(
        Duration resolve,
        Duration connect,
        Duration tls,
        Duration settings,
        Duration send,
        Duration waiting,
        Duration download,
        Duration script) {
    public static final Timings NONE = new Timings(
            Duration.ZERO,
            Duration.ZERO,
            Duration.ZERO,
            Duration.ZERO,
            Duration.ZERO,
            Duration.ZERO,
            Duration.ZERO,
            Duration.ZERO);

    public Duration total() {
        return resolve.plus(connect)
                .plus(tls)
                .plus(settings)
                .plus(send)
                .plus(waiting)
                .plus(download)
                .plus(script);
    }
}
