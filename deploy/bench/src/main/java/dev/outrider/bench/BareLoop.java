package dev.outrider.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** What anybody would write: one connection, one prepared statement, a commit for each hundred rows. */
final class BareLoop {
    private static final int BATCH = 100;

    private BareLoop() {}

    /** Copies the results of one store into an empty one with the same tables; rows a second. */
    static double run(Path from, Path to) throws SQLException {
        List<Object[]> rows;
        List<String> tables;
        try (Connection source = DriverManager.getConnection("jdbc:sqlite:" + from)) {
            tables = tables(source);
            rows = rows(source);
        }
        try (Connection target = DriverManager.getConnection("jdbc:sqlite:" + to)) {
            prepare(target, tables);
            long started = System.nanoTime();
            insert(target, rows);
            return rows.size() / ((System.nanoTime() - started) / 1e9);
        }
    }

    private static List<String> tables(Connection source) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (Statement statement = source.createStatement();
                ResultSet found = statement.executeQuery(
                        "select sql from sqlite_master where tbl_name = 'result' and sql is not null"
                                + " order by type desc")) {
            while (found.next()) {
                tables.add(found.getString(1));
            }
        }
        return tables;
    }

    /** In the order in which they were stored: batch by batch. */
    private static List<Object[]> rows(Connection source) throws SQLException {
        List<Object[]> rows = new ArrayList<>();
        try (Statement statement = source.createStatement();
                ResultSet found = statement.executeQuery("select * from result order by batch, journey")) {
            int columns = found.getMetaData().getColumnCount();
            while (found.next()) {
                Object[] row = new Object[columns];
                for (int column = 0; column < columns; column++) {
                    row[column] = found.getObject(column + 1);
                }
                rows.add(row);
            }
        }
        return rows;
    }

    private static void prepare(Connection target, List<String> tables) throws SQLException {
        try (Statement statement = target.createStatement()) {
            statement.execute("pragma journal_mode = wal");
            statement.execute("pragma synchronous = full");
            for (String table : tables) {
                statement.execute(table);
            }
        }
        target.setAutoCommit(false);
    }

    private static void insert(Connection target, List<Object[]> rows) throws SQLException {
        String marks = "?, ".repeat(rows.getFirst().length - 1) + "?";
        try (PreparedStatement insert = target.prepareStatement("insert into result values (" + marks + ")")) {
            int inBatch = 0;
            for (Object[] row : rows) {
                for (int column = 0; column < row.length; column++) {
                    insert.setObject(column + 1, row[column]);
                }
                insert.addBatch();
                if (++inBatch == BATCH) {
                    insert.executeBatch();
                    target.commit();
                    inBatch = 0;
                }
            }
            insert.executeBatch();
            target.commit();
        }
    }
}
