package dev.outrider.run.http;

import dev.outrider.result.Timings;
import java.time.Duration;

/** Nanoseconds that were spent on the network, by phase. */
public record Phases(long resolve, long connect, long tls, long settings, long send, long waiting, long download) {
    public static final Phases NONE = new Phases(0, 0, 0, 0, 0, 0, 0);

    public Phases plus(Phases other) {
        return new Phases(
                resolve + other.resolve,
                connect + other.connect,
                tls + other.tls,
                settings + other.settings,
                send + other.send,
                waiting + other.waiting,
                download + other.download);
    }

    /** All of them. */
    public long total() {
        return resolve + connect + tls + settings + send + waiting + download;
    }

    /** As timings that add up to {@code total}: what is not the network's is ours, the script's. */
    public Timings within(long total) {
        return new Timings(
                Duration.ofNanos(resolve),
                Duration.ofNanos(connect),
                Duration.ofNanos(tls),
                Duration.ofNanos(settings),
                Duration.ofNanos(send),
                Duration.ofNanos(waiting),
                Duration.ofNanos(download),
                Duration.ofNanos(Math.max(0, total - total())));
    }
}
