package dev.outrider.coordinator.timeline;

import dev.outrider.coordinator.catalog.Watch;
import dev.outrider.coordinator.store.Database;
import dev.outrider.coordinator.verdict.Segment;
import dev.outrider.coordinator.verdict.Strip;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The tables {@code segment} and {@code settled}. States are words here. */
public final class TimelineStore {
    /** The region under which the world stands. */
    static final String WORLD = "";

    private final Database database;

    public TimelineStore(Database database) {
        this.database = database;
    }

    /** New states of a region, or of the world, in the place of what is stored there. */
    record Change(Watch watch, String region, Strip<String> patch) {}

    /** The segments that touch [from, to), whole. */
    Strip<String> strip(Watch watch, String region, long from, long to) {
        return database.read(
                "read the timeline of " + watch, connection -> select(connection, watch, region, from, to));
    }

    /** Until when all that was received had been settled, when this was last written. */
    Optional<Instant> settledUntil() {
        return database.read("read how far the timeline is", connection -> {
            try (PreparedStatement select = connection.prepareStatement("select max(received_until) from settled");
                    ResultSet row = select.executeQuery()) {
                long until = row.next() ? row.getLong(1) : 0;
                return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(until));
            }
        });
    }

    /**
     * Stores changes and the mark in one transaction; only rows that differ are touched.
     *
     * @return for each change, the segments that now stand where it is, whole, with their neighbours
     */
    List<Strip<String>> write(List<Change> changes, Optional<Instant> settledUntil) {
        return database.write("store the timeline", connection -> {
            List<Strip<String>> merged = new ArrayList<>();
            for (Change change : changes) {
                merged.add(splice(connection, change));
            }
            if (settledUntil.isPresent()) {
                mark(connection, settledUntil.get());
            }
            return merged;
        });
    }

    private static Strip<String> splice(Connection connection, Change change) throws SQLException {
        Strip<String> patch = change.patch();
        long end = patch.to() == Segment.OPEN ? Segment.OPEN : patch.to() + 1;
        Strip<String> old = select(connection, change.watch(), change.region(), patch.from() - 1, end);
        Strip<String> merged = old.isEmpty() ? patch : old.with(patch);
        Set<Segment<String>> gone = new HashSet<>(old.segments());
        merged.segments().forEach(gone::remove);
        Set<Segment<String>> fresh = new HashSet<>(merged.segments());
        old.segments().forEach(fresh::remove);
        delete(connection, change, gone);
        insert(connection, change, fresh);
        return merged;
    }

    private static void delete(Connection connection, Change change, Set<Segment<String>> segments)
            throws SQLException {
        String sql = "delete from segment where journey = ? and environment = ? and region = ? and begins = ?";
        try (PreparedStatement delete = connection.prepareStatement(sql)) {
            for (Segment<String> segment : segments) {
                bind(delete, change.watch(), change.region());
                delete.setLong(4, segment.from());
                delete.executeUpdate();
            }
        }
    }

    private static void insert(Connection connection, Change change, Set<Segment<String>> segments)
            throws SQLException {
        String sql =
                "insert into segment (journey, environment, region, begins, ends, state) values (?, ?, ?, ?, ?, ?)";
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            for (Segment<String> segment : segments) {
                bind(insert, change.watch(), change.region());
                insert.setLong(4, segment.from());
                insert.setLong(5, segment.to());
                insert.setString(6, segment.state());
                insert.executeUpdate();
            }
        }
    }

    private static void mark(Connection connection, Instant until) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("delete from settled");
                PreparedStatement insert = connection.prepareStatement("insert into settled values (?)")) {
            delete.executeUpdate();
            insert.setLong(1, until.toEpochMilli());
            insert.executeUpdate();
        }
    }

    /** Segments do not overlap, so that the first one is found by its begin, however long the history is. */
    private static Strip<String> select(Connection connection, Watch watch, String region, long from, long to)
            throws SQLException {
        String sql = """
                select begins, ends, state from segment
                where journey = ? and environment = ? and region = ? and begins < ? and ends > ?
                  and begins >= coalesce(
                    (select max(begins) from segment
                     where journey = ? and environment = ? and region = ? and begins <= ?), ?)
                order by begins""";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            bind(select, watch, region);
            select.setLong(4, to);
            select.setLong(5, from);
            select.setString(6, watch.journey());
            select.setString(7, watch.environment());
            select.setString(8, region);
            select.setLong(9, from);
            select.setLong(10, from);
            return segments(select);
        }
    }

    private static Strip<String> segments(PreparedStatement select) throws SQLException {
        List<Segment<String>> segments = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                segments.add(new Segment<>(rows.getLong(1), rows.getLong(2), rows.getString(3)));
            }
        }
        return new Strip<>(segments);
    }

    private static void bind(PreparedStatement statement, Watch watch, String region) throws SQLException {
        statement.setString(1, watch.journey());
        statement.setString(2, watch.environment());
        statement.setString(3, region);
    }
}
