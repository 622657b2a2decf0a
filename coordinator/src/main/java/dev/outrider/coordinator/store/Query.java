package dev.outrider.coordinator.store;

import java.sql.Connection;
import java.sql.SQLException;

/** What is done with a connection, inside one transaction. Commits, rolls back and closes nothing itself. */
@FunctionalInterface
public interface Query<T> {
    T on(Connection connection) throws SQLException;
}
