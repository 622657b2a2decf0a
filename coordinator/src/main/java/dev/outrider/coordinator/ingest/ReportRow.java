package dev.outrider.coordinator.ingest;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/** The few columns of the table {@code result} that a verdict needs. */
final class ReportRow {
    static final String COLUMNS = "slot, region, journey, environment, cause, run_id, version, agent, epoch, attempt,"
            + " received_at, outcome";

    private ReportRow() {}

    static Report of(ResultSet row) throws SQLException {
        return new Report(
                Row.key(row),
                row.getString("run_id"),
                row.getString("version"),
                row.getString("agent"),
                row.getLong("epoch"),
                row.getInt("attempt"),
                Instant.ofEpochMilli(row.getLong("received_at")),
                row.getString("outcome"));
    }
}
