package dev.outrider.coordinator.store;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The name that a store gives itself once. */
final class StoreId {
    private StoreId() {}

    static String ensure(Connection connection) throws SQLException {
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery("select id from store")) {
            if (row.next()) {
                return row.getString(1);
            }
        }
        String id = "s-" + Long.toUnsignedString(new SecureRandom().nextLong(), 36);
        try (PreparedStatement insert = connection.prepareStatement("insert into store (id) values (?)")) {
            insert.setString(1, id);
            insert.executeUpdate();
        }
        return id;
    }
}
