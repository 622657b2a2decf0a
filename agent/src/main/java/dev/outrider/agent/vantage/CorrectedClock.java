package dev.outrider.agent.vantage;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The time as the coordinator knows it: our clock and what it is known to be wrong by. */
public final class CorrectedClock implements InstantSource {
    private final InstantSource own;
    private final ClockOffset offset;

    public CorrectedClock(InstantSource own, ClockOffset offset) {
        this.own = own;
        this.offset = offset;
    }

    @Override
    public Instant instant() {
        return own.instant().plus(correction());
    }

    /** What is added at this moment; zero while nothing is known. */
    public Duration correction() {
        return offset.offset().orElse(Duration.ZERO);
    }
}
