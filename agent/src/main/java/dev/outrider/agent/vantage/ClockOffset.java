package dev.outrider.agent.vantage;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Optional;

/**
 * How far this machine's clock is from the coordinator's, by the four time stamps of each heartbeat as NTP does it
 * (RFC 5905, section 8): offset = ((t2 − t1) + (t3 − t4)) / 2, and of the newest samples the one with the shortest round
 * trip is the best, because its two ways can differ the least.
 */
public final class ClockOffset {
    private static final int KEPT = 16;

    private final Deque<Sample> samples = new ArrayDeque<>();
    private volatile Optional<Duration> offset = Optional.empty();

    private record Sample(Duration offset, Duration roundTrip) {}

    /**
     * Takes one exchange into account.
     *
     * @param sent t1, by our clock
     * @param received t2, by theirs
     * @param answered t3, by theirs
     * @param arrived t4, by ours
     */
    public synchronized void sample(Instant sent, Instant received, Instant answered, Instant arrived) {
        Duration there = Duration.between(sent, received);
        Duration back = Duration.between(arrived, answered);
        Duration roundTrip = Duration.between(sent, arrived).minus(Duration.between(received, answered));
        if (roundTrip.isNegative()) {
            // A clock was set between the stamps: the old samples are as wrong as this one.
            samples.clear();
            return;
        }
        samples.addLast(new Sample(there.plus(back).dividedBy(2), roundTrip));
        if (samples.size() > KEPT) {
            samples.removeFirst();
        }
        forgetWhenSet();
        offset = samples.stream().min(Comparator.comparing(Sample::roundTrip)).map(Sample::offset);
    }

    /** Offsets that differ by more than both round trips allow: the clock was set, only the newest counts. */
    private void forgetWhenSet() {
        Sample newest = samples.getLast();
        samples.removeIf(older -> older.offset()
                        .minus(newest.offset())
                        .abs()
                        .compareTo(older.roundTrip().plus(newest.roundTrip()))
                > 0);
    }

    /** What to add to our clock; empty before the first heartbeat was answered. */
    public Optional<Duration> offset() {
        return offset;
    }
}
