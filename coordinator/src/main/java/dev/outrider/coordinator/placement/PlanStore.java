package dev.outrider.coordinator.placement;

import dev.outrider.coordinator.catalog.Watch;
import dev.outrider.coordinator.placement.Job.Place;
import dev.outrider.coordinator.store.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The plan in force, on the disk before any agent hears of it. */
final class PlanStore {
    private final Database database;

    PlanStore(Database database) {
        this.database = database;
    }

    /** @param epoch 0 before the first plan */
    record Stored(long epoch, Map<Place, Held> held) {}

    Stored load() {
        return database.read("read the plan", connection -> new Stored(epoch(connection), held(connection)));
    }

    private static long epoch(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select max(epoch) from plan")) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    private static Map<Place, Held> held(Connection connection) throws SQLException {
        Map<Place, Held> held = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select journey, environment, region, digest, interval_ms, mutates, agent, not_before, browses from held")) {
            while (row.next()) {
                Job job = new Job(
                        new Watch(row.getString(1), row.getString(2)),
                        row.getString(3),
                        row.getString(4),
                        Duration.ofMillis(row.getLong(5)),
                        row.getInt(6) == 1,
                        row.getInt(9) == 1);
                held.put(job.place(), new Held(job, row.getString(7), Instant.ofEpochMilli(row.getLong(8))));
            }
        }
        return held;
    }

    /** Replaces one plan by the next. */
    void save(long epoch, Map<Place, Held> before, Map<Place, Held> after) {
        Set<Held> ended = new LinkedHashSet<>(before.values());
        ended.removeAll(Set.copyOf(after.values()));
        Set<Held> begun = new LinkedHashSet<>(after.values());
        begun.removeAll(Set.copyOf(before.values()));
        database.write("store the plan", connection -> {
            try (PreparedStatement plan = connection.prepareStatement("insert into plan (epoch) values (?)");
                    Statement earlier = connection.createStatement()) {
                earlier.executeUpdate("delete from plan");
                plan.setLong(1, epoch);
                plan.executeUpdate();
            }
            end(connection, ended);
            return begin(connection, begun);
        });
    }

    private static void end(Connection connection, Collection<Held> ended) throws SQLException {
        String delete = "delete from held where journey = ? and environment = ? and region = ?";
        try (PreparedStatement held = connection.prepareStatement(delete)) {
            for (Held one : ended) {
                held.setString(1, one.job().watch().journey());
                held.setString(2, one.job().watch().environment());
                held.setString(3, one.job().region());
                held.addBatch();
            }
            held.executeBatch();
        }
    }

    private static int begin(Connection connection, Collection<Held> begun) throws SQLException {
        String insert =
                "insert into held (journey, environment, region, digest, interval_ms, mutates, agent, not_before, browses)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?)";
        try (PreparedStatement held = connection.prepareStatement(insert)) {
            for (Held one : begun) {
                held.setString(1, one.job().watch().journey());
                held.setString(2, one.job().watch().environment());
                held.setString(3, one.job().region());
                held.setString(4, one.job().digest());
                held.setLong(5, one.job().interval().toMillis());
                held.setInt(6, one.job().mutates() ? 1 : 0);
                held.setString(7, one.agent());
                held.setLong(8, one.notBefore().toEpochMilli());
                held.setInt(9, one.job().browses() ? 1 : 0);
                held.addBatch();
            }
            return held.executeBatch().length;
        }
    }
}
