package dev.outrider.coordinator.verdict;

import dev.outrider.coordinator.catalog.Version;
import dev.outrider.journey.Quorum;
import java.util.List;

/** A version's rules in numbers: milliseconds, and {@link Segment#OPEN} for the end of the one in force. */
record Era(
        long from,
        long to,
        String digest,
        long interval,
        long staleAfter,
        int confirmDown,
        int confirmUp,
        List<String> regions,
        Quorum quorum) {
    static Era of(Version version) {
        return new Era(
                version.from().toEpochMilli(),
                version.to().map(to -> to.toEpochMilli()).orElse(Segment.OPEN),
                version.digest(),
                version.interval().toMillis(),
                version.staleAfter().toMillis(),
                version.confirmDown(),
                version.confirmUp(),
                version.regions(),
                version.quorum());
    }
}
