package dev.outrider.coordinator.ingest;

import dev.outrider.coordinator.catalog.Version;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The newest runs of a watch: those that stand out by their index, all others by their slots. */
final class RunList {
    private RunList() {}

    /** @param since looks no further back */
    static List<RunSummary> find(Connection connection, RunQuery query, List<Version> versions, Instant since)
            throws SQLException {
        boolean standsOut = query.outcome().filter(word -> !word.equals("pass")).isPresent();
        return standsOut ? notable(connection, query) : bySlots(connection, query, versions, since);
    }

    private static List<RunSummary> notable(Connection connection, RunQuery query) throws SQLException {
        String select = """
                select %s from result
                where outcome <> 'pass' and outcome = ? and journey = ? and environment = ?
                and (? = '' or region = ?) and slot <= ? and (slot < ? or run_id < ?)
                order by slot desc, run_id desc limit ?""".formatted(Row.COLUMNS);
        try (PreparedStatement runs = connection.prepareStatement(select)) {
            long slot = query.after().map(place -> place.slot().toEpochMilli()).orElse(Long.MAX_VALUE);
            runs.setString(1, query.outcome().orElseThrow());
            runs.setString(2, query.watch().journey());
            runs.setString(3, query.watch().environment());
            runs.setString(4, query.region().orElse(""));
            runs.setString(5, query.region().orElse(""));
            runs.setLong(6, slot);
            runs.setLong(7, slot);
            runs.setString(8, query.after().map(Cursor::runId).orElse(""));
            runs.setInt(9, query.limit());
            return Rows.all(runs, row -> RunSummary.of(Row.read(row)));
        }
    }

    /** Looks at ever longer stretches of time, backwards, until there are enough. */
    private static List<RunSummary> bySlots(
            Connection connection, RunQuery query, List<Version> versions, Instant since) throws SQLException {
        Optional<Duration> shortest = versions.stream().map(Version::interval).min(Comparator.naturalOrder());
        if (shortest.isEmpty()) {
            return List.of();
        }
        Instant oldest = later(since, slot(connection, "min"));
        Instant to =
                query.after().map(Cursor::slot).orElse(slot(connection, "max")).plusMillis(1);
        Duration stretch = shortest.get().multipliedBy(query.limit());
        List<RunSummary> found = new ArrayList<>();
        while (found.size() < query.limit() && to.isAfter(oldest)) {
            Instant from = later(oldest, to.minus(stretch));
            for (Version version : versions) {
                found.addAll(within(connection, query, grid(query, version, from, to)));
            }
            to = from;
            stretch = stretch.multipliedBy(2);
        }
        return found.stream()
                .sorted(Comparator.comparing(Cursor::of))
                .limit(query.limit())
                .toList();
    }

    private static Optional<Grid> grid(RunQuery query, Version version, Instant from, Instant to) {
        Optional<Grid> all = Grid.of(version, from, to);
        return query.region().isPresent()
                ? all.flatMap(grid -> grid.in(query.region().get()))
                : all;
    }

    private static List<RunSummary> within(Connection connection, RunQuery query, Optional<Grid> grid)
            throws SQLException {
        return grid.isEmpty()
                ? List.of()
                : on(connection, grid.get()).stream().filter(query::wants).toList();
    }

    /** All runs on these slots, in no order. */
    static List<RunSummary> on(Connection connection, Grid grid) throws SQLException {
        try (PreparedStatement runs = grid.select(connection, Row.COLUMNS)) {
            return Rows.all(runs, row -> RunSummary.of(Row.read(row)));
        }
    }

    /** The smallest or largest slot of all. */
    private static Instant slot(Connection connection, String which) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select %s(slot) from result".formatted(which))) {
            return Instant.ofEpochMilli(row.next() ? row.getLong(1) : 0);
        }
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
