package dev.outrider.coordinator.ingest;

import dev.outrider.coordinator.catalog.Version;
import dev.outrider.fleet.Phase;
import dev.outrider.result.Cause;
import dev.outrider.result.RunResult;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The slots of a version in [from, to). Because they can be reckoned, the results of one watch are found by the primary
 * key, one look a slot, and the table needs no index that begins with the journey, which would halve its speed.
 */
record Grid(Version version, List<String> regions, Instant from, Instant to) {
    /** The part of a version that lies in [from, to); empty when there is none. */
    static Optional<Grid> of(Version version, Instant from, Instant to) {
        Instant begin = version.from().isAfter(from) ? version.from() : from;
        Instant end = version.to().filter(ended -> ended.isBefore(to)).orElse(to);
        return begin.isBefore(end) ? Optional.of(new Grid(version, version.regions(), begin, end)) : Optional.empty();
    }

    /** The part of it in one region; empty when the version does not run there. */
    Optional<Grid> in(String region) {
        return regions.contains(region) ? Optional.of(new Grid(version, List.of(region), from, to)) : Optional.empty();
    }

    /** Whether a result stands on a slot that this interval has in its region. */
    static boolean holds(RunResult run, Duration interval) {
        RunResult.Key key = run.key();
        if (key.cause() != Cause.SCHEDULE && key.cause() != Cause.CONFIRM) {
            return true;
        }
        Duration phase = Phase.of(key.journey(), key.environment(), key.region(), interval);
        return Phase.slotAtOrBefore(key.slot(), phase, interval).equals(key.slot());
    }

    /** Selects these columns of the results on these slots, in no order. The caller closes it. */
    PreparedStatement select(Connection connection, String columns) throws SQLException {
        Map<String, Instant> last = lastSlots();
        String starts = String.join(", ", Collections.nCopies(last.size(), "(?, ?)"));
        PreparedStatement select = connection.prepareStatement("""
                with recursive grid (at_region, at_slot) as (
                    values %s
                    union all
                    select at_region, at_slot - ? from grid where at_slot - ? >= ?)
                select %s from grid join result on slot = at_slot and region = at_region
                where journey = ? and environment = ?""".formatted(starts, columns));
        bind(select, last);
        return select;
    }

    private void bind(PreparedStatement select, Map<String, Instant> last) throws SQLException {
        int i = 0;
        for (Map.Entry<String, Instant> start : last.entrySet()) {
            select.setString(++i, start.getKey());
            select.setLong(++i, start.getValue().toEpochMilli());
        }
        select.setLong(++i, version.interval().toMillis());
        select.setLong(++i, version.interval().toMillis());
        select.setLong(++i, from.toEpochMilli());
        select.setString(++i, version.watch().journey());
        select.setString(++i, version.watch().environment());
    }

    private Map<String, Instant> lastSlots() {
        Map<String, Instant> last = new LinkedHashMap<>();
        for (String region : regions) {
            Duration phase =
                    Phase.of(version.watch().journey(), version.watch().environment(), region, version.interval());
            last.put(region, Phase.slotAtOrBefore(to.minusMillis(1), phase, version.interval()));
        }
        return last;
    }
}
