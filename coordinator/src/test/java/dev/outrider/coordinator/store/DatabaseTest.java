package dev.outrider.coordinator.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {
    @TempDir
    Path data;

    @Test
    void what_was_written_is_there_after_a_restart_under_the_same_name() {
        String id;
        try (Database database = Database.open(data)) {
            id = database.id();
            database.write("make a table", DatabaseTest::table);
            database.write("add a row", connection -> insert(connection, "kept"));
        }
        try (Database again = Database.open(data)) {
            assertThat(again.id()).isEqualTo(id).startsWith("s-");
            assertThat(again.<Integer>read("count", DatabaseTest::count)).isEqualTo(1);
        }
    }

    @Test
    void it_is_written_ahead_and_synced_before_a_write_returns() {
        try (Database database = Database.open(data)) {
            String modes = database.write(
                    "look at the modes",
                    connection -> pragma(connection, "journal_mode")
                            + pragma(connection, "synchronous")
                            + pragma(connection, "foreign_keys"));
            assertThat(modes).isEqualTo("wal" + "2" + "1");
        }
    }

    @Test
    void a_failed_write_leaves_nothing_behind_and_the_next_one_works() {
        try (Database database = Database.open(data)) {
            database.write("make a table", DatabaseTest::table);
            assertThatThrownBy(() -> database.write("add rows", connection -> {
                        insert(connection, "lost");
                        return insert(connection, "lost");
                    }))
                    .isInstanceOf(StoreException.class)
                    .hasMessageStartingWith("could not add rows: ")
                    .hasMessageContaining("UNIQUE");
            assertThat(database.trouble()).isEmpty();
            database.write("add a row", connection -> insert(connection, "kept"));
            assertThat(database.<Integer>read("count", DatabaseTest::count)).isEqualTo(1);
            assertThat(database.lost()).isNotDone();
        }
    }

    @Test
    void readers_cannot_write() {
        try (Database database = Database.open(data)) {
            database.write("make a table", DatabaseTest::table);
            assertThatThrownBy(() -> database.read("add a row", connection -> insert(connection, "no")))
                    .isInstanceOf(StoreException.class);
        }
    }

    @Test
    void a_read_sees_one_snapshot_while_the_writer_goes_on() throws Exception {
        try (Database database = Database.open(data)) {
            database.write("make a table", DatabaseTest::table);
            CountDownLatch begun = new CountDownLatch(1);
            CountDownLatch written = new CountDownLatch(1);
            Thread writer = Thread.ofVirtual().start(() -> {
                await(begun);
                database.write("add a row", connection -> insert(connection, "new"));
                written.countDown();
            });
            int counts = database.read("count twice", connection -> {
                int before = count(connection);
                begun.countDown();
                await(written);
                return before + count(connection);
            });
            writer.join();
            assertThat(counts).isZero();
            assertThat(database.<Integer>read("count", DatabaseTest::count)).isEqualTo(1);
        }
    }

    @Test
    void a_second_coordinator_on_the_same_directory_is_told_who_has_it() {
        try (Database first = Database.open(data)) {
            assertThatThrownBy(() -> Database.open(data))
                    .isInstanceOf(StoreException.class)
                    .hasMessage(
                            "could not use the data directory %s: another coordinator (process %d) has it; stop that one, or give this one its own --data",
                            data, ProcessHandle.current().pid());
            assertThat(first.<String>read("look", connection -> pragma(connection, "query_only")))
                    .isEqualTo("1");
        }
        Database.open(data).close();
    }

    @Test
    void a_directory_that_cannot_be_made_is_named() throws IOException {
        Path file = Files.writeString(data.resolve("file"), "not a directory");
        assertThatThrownBy(() -> Database.open(file.resolve("data")))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(file.resolve("data").toString())
                .hasMessageContaining("--data");
    }

    @Test
    void a_file_that_is_no_database_is_refused_in_a_sentence() throws IOException {
        Files.writeString(data.resolve("outrider.db"), "this is not a database, it is a text. ".repeat(200));
        assertThatThrownBy(() -> Database.open(data))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("damaged")
                .hasMessageContaining("backup");
    }

    @Test
    void nothing_is_acknowledged_once_the_file_was_deleted() throws Exception {
        try (Database database = Database.open(data)) {
            database.write("make a table", DatabaseTest::table);
            Files.delete(data.resolve("outrider.db"));
            assertThatThrownBy(() -> database.write("add a row", connection -> insert(connection, "lost")))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("outrider.db was deleted while we had it open")
                    .hasMessageContaining("backup");
            assertThat(database.lost()).isDone();
        }
    }

    @Test
    void an_idle_store_notices_that_its_file_was_replaced() throws Exception {
        try (Database database = Database.open(data)) {
            Path copy = Files.copy(data.resolve("outrider.db"), data.resolve("copy"));
            Files.move(copy, data.resolve("outrider.db"), StandardCopyOption.REPLACE_EXISTING);
            assertThat(database.lost().get(10, TimeUnit.SECONDS)).hasMessageContaining("was replaced");
        }
    }

    @Test
    void a_full_disk_refuses_writes_serves_reads_and_recovers_when_there_is_room() {
        try (Database database = Database.open(data)) {
            database.write("make a table", DatabaseTest::table);
            database.write("add a row", connection -> insert(connection, "kept"));
            database.write("limit the file", connection -> pragma(connection, "max_page_count = 1"));
            assertThatThrownBy(() -> database.write("add rows", connection -> insert(connection, "x".repeat(200_000))))
                    .isInstanceOf(StoreException.class)
                    .hasMessage(
                            "could not add rows: the disk is full; nothing is acknowledged until there is room, agents keep their results meanwhile");
            assertThat(database.trouble())
                    .hasValueSatisfying(why -> assertThat(why).contains("disk is full"));
            assertThat(database.<Integer>read("count", DatabaseTest::count)).isEqualTo(1);

            database.write("lift the limit", connection -> pragma(connection, "max_page_count = 1000000"));
            database.write("add rows", connection -> insert(connection, "x".repeat(200_000)));
            assertThat(database.trouble()).isEmpty();
            assertThat(database.<Integer>read("count", DatabaseTest::count)).isEqualTo(2);
            assertThat(database.lost()).isNotDone();
        }
    }

    @Test
    void a_store_of_a_newer_program_is_left_alone() throws SQLException {
        Database.open(data).close();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("outrider.db"));
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("""
                    insert into flyway_schema_history
                        (installed_rank, version, description, type, script, checksum, installed_by, execution_time, success)
                    values (999, '999', 'later', 'SQL', 'V999__later.sql', 1, 'test', 1, 1)""");
        }
        assertThatThrownBy(() -> Database.open(data))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("a newer Outrider wrote it (migration 999)");
    }

    private static int table(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate("create table word (text text primary key)");
        }
    }

    private static int insert(Connection connection, String text) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("insert into word values (?)")) {
            insert.setString(1, text);
            return insert.executeUpdate();
        }
    }

    private static int count(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from word")) {
            return row.getInt(1);
        }
    }

    private static String pragma(Connection connection, String name) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("pragma " + name)) {
            return row.next() ? row.getString(1) : "";
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
