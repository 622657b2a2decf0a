package dev.outrider.coordinator.ingest;

import dev.outrider.fleet.Batch;
import dev.outrider.fleet.Signed;
import dev.outrider.result.Evidence;
import dev.outrider.result.RunId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Batches that are stored in one transaction. */
final class Commit {
    /** More than a person would ever look at; poison must not fill the disk. */
    private static final int QUARANTINE = 10_000;

    private final Connection connection;

    Commit(Connection connection) {
        this.connection = connection;
    }

    /** A batch that was looked through. */
    record Load(Batch batch, Signed by, Instant receivedAt, List<Row> rows, List<Quarantined> poison) {}

    /** For each load, in the same order, the rows of it that were not there before. */
    List<List<Row>> store(List<Load> loads) throws SQLException {
        List<List<Row>> stored = new ArrayList<>();
        long number = next("batch");
        try (PreparedStatement upsert = connection.prepareStatement(Row.UPSERT)) {
            for (Load load : loads) {
                List<Row> added = rows(upsert, load, number);
                if (!added.isEmpty()) {
                    sign(load, number++, oldestSlot(added));
                }
                stored.add(added);
            }
        }
        evidence(stored.stream().flatMap(List::stream).toList());
        quarantine(loads);
        return stored;
    }

    private static List<Row> rows(PreparedStatement upsert, Load load, long number) throws SQLException {
        for (Row row : load.rows()) {
            row.bind(upsert, number);
            upsert.addBatch();
        }
        int[] changed = load.rows().isEmpty() ? new int[0] : upsert.executeBatch();
        List<Row> added = new ArrayList<>();
        for (int i = 0; i < changed.length; i++) {
            if (changed[i] != 0) {
                added.add(load.rows().get(i));
            }
        }
        return added;
    }

    private static long oldestSlot(List<Row> rows) {
        return rows.stream()
                .mapToLong(row -> row.run().key().slot().toEpochMilli())
                .min()
                .orElseThrow();
    }

    private void sign(Load load, long number, long oldestSlot) throws SQLException {
        String insert = "insert into batch (number, id, agent, region, store, key_id, signature, received_at,"
                + " oldest_slot) values (?, ?, ?, ?, ?, ?, ?, ?, ?)";
        try (PreparedStatement batch = connection.prepareStatement(insert)) {
            batch.setLong(1, number);
            batch.setString(2, load.batch().id());
            batch.setString(3, load.batch().agent());
            batch.setString(4, load.batch().region());
            batch.setString(5, load.batch().store());
            batch.setString(6, load.by().keyId());
            batch.setString(7, load.by().signature());
            batch.setLong(8, load.receivedAt().toEpochMilli());
            batch.setLong(9, oldestSlot);
            batch.executeUpdate();
        }
    }

    /** A later attempt brings its own evidence, or none. */
    private void evidence(List<Row> stored) throws SQLException {
        String put = "insert into evidence (slot, run_id, exchanges) values (?, ?, ?)"
                + " on conflict (slot, run_id) do update set exchanges = excluded.exchanges";
        String drop = "delete from evidence where slot = ? and run_id = ? and ? = ''";
        try (PreparedStatement kept = connection.prepareStatement(put);
                PreparedStatement dropped = connection.prepareStatement(drop)) {
            for (Row row : stored) {
                good(row, kept);
                boolean any = !row.exchanges().isEmpty();
                if (any || row.run().attempt() > 1) {
                    PreparedStatement statement = any ? kept : dropped;
                    statement.setLong(1, row.run().key().slot().toEpochMilli());
                    statement.setString(2, row.run().runId());
                    statement.setString(3, row.exchanges());
                    statement.addBatch();
                }
            }
            kept.executeBatch();
            dropped.executeBatch();
        }
    }

    /** What was said in the run that passed before goes to where that run's own would be: other fails name it too. */
    private static void good(Row row, PreparedStatement kept) throws SQLException {
        Optional<Evidence.Good> good = row.run().evidence().lastGood();
        Optional<Instant> slot = good.flatMap(run -> RunId.slot(run.runId()));
        if (slot.isPresent() && !good.get().exchanges().isEmpty()) {
            kept.setLong(1, slot.get().toEpochMilli());
            kept.setString(2, good.get().runId());
            kept.setString(3, EvidenceText.ofGood(good.get()));
            kept.addBatch();
        }
    }

    private void quarantine(List<Load> loads) throws SQLException {
        if (loads.stream().allMatch(load -> load.poison().isEmpty())) {
            return;
        }
        long number = next("quarantine");
        String insert = "insert into quarantine (number, received_at, agent, batch, run_id, reason, content)"
                + " values (?, ?, ?, ?, ?, ?, ?)";
        try (PreparedStatement aside = connection.prepareStatement(insert)) {
            for (Load load : loads) {
                for (Quarantined poison : load.poison()) {
                    aside.setLong(1, number++);
                    aside.setLong(2, load.receivedAt().toEpochMilli());
                    aside.setString(3, load.batch().agent());
                    aside.setString(4, load.batch().id());
                    aside.setString(5, poison.runId());
                    aside.setString(6, poison.reason());
                    aside.setString(7, poison.content());
                    aside.executeUpdate();
                }
            }
        }
        keepOnly(number - QUARANTINE);
    }

    private void keepOnly(long from) throws SQLException {
        try (PreparedStatement forget = connection.prepareStatement("delete from quarantine where number < ?")) {
            forget.setLong(1, from);
            forget.executeUpdate();
        }
    }

    private long next(String table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select max(number) from " + table)) {
            return row.next() ? row.getLong(1) + 1 : 1;
        }
    }
}
