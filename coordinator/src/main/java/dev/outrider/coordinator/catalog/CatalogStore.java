package dev.outrider.coordinator.catalog;

import dev.outrider.coordinator.store.Database;
import dev.outrider.fleet.Bundle;
import dev.outrider.fleet.Codec;
import dev.outrider.journey.Quorum;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Versions and bundles on the disk. */
final class CatalogStore {
    private final Database database;

    CatalogStore(Database database) {
        this.database = database;
    }

    /** A version and the file it was written in. */
    record Stored(Version version, String file) {}

    /** All versions that ever were, oldest first. */
    List<Stored> versions() {
        return database.read("read the versions of journeys", connection -> {
            List<Stored> versions = new ArrayList<>();
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("select * from journey_version order by valid_from")) {
                while (row.next()) {
                    versions.add(new Stored(version(row), row.getString("file")));
                }
            }
            return versions;
        });
    }

    private static Version version(ResultSet row) throws SQLException {
        return new Version(
                new Watch(row.getString("journey"), row.getString("environment")),
                row.getString("digest"),
                Instant.ofEpochMilli(row.getLong("valid_from")),
                end(row),
                Duration.ofMillis(row.getLong("interval_ms")),
                row.getString("regions").isEmpty()
                        ? List.of()
                        : List.of(row.getString("regions").split(",")),
                quorum(row.getString("quorum")),
                row.getInt("confirm_down"),
                row.getInt("confirm_up"),
                Duration.ofMillis(row.getLong("stale_after_ms")));
    }

    private static Optional<Instant> end(ResultSet row) throws SQLException {
        long to = row.getLong("valid_to");
        return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(to));
    }

    private static Quorum quorum(String text) {
        return switch (text) {
            case "majority" -> new Quorum.Majority();
            case "any" -> new Quorum.Any();
            case "all" -> new Quorum.All();
            case String count -> new Quorum.Count(Integer.parseInt(count));
        };
    }

    Optional<Bundle> bundle(String digest) {
        return database.read("read the bundle " + digest, connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement("select content from bundle where digest = ?")) {
                select.setString(1, digest);
                try (ResultSet row = select.executeQuery()) {
                    return row.next()
                            ? Optional.of(Codec.bundle(row.getString(1).getBytes(StandardCharsets.UTF_8)))
                            : Optional.<Bundle>empty();
                }
            }
        });
    }

    /** Ends versions and begins others, together with their bundles. */
    void change(List<Version> ended, List<Version> begun, List<Entry> entries) {
        database.write("store the versions of journeys", connection -> {
            for (Entry entry : entries) {
                put(connection, entry.bundle());
            }
            end(connection, ended);
            Map<Watch, String> files = new HashMap<>();
            entries.forEach(entry -> files.putIfAbsent(entry.watch(), entry.file()));
            for (Version version : begun) {
                begin(connection, version, files.getOrDefault(version.watch(), ""));
            }
            return begun.size();
        });
    }

    private static void put(Connection connection, Bundle bundle) throws SQLException {
        String insert = "insert into bundle (digest, content) values (?, ?) on conflict (digest) do nothing";
        try (PreparedStatement put = connection.prepareStatement(insert)) {
            put.setString(1, bundle.digest());
            put.setString(2, new String(Codec.encode(bundle), StandardCharsets.UTF_8));
            put.executeUpdate();
        }
    }

    private static void end(Connection connection, List<Version> ended) throws SQLException {
        String update =
                "update journey_version set valid_to = ? where journey = ? and environment = ? and valid_from = ?";
        try (PreparedStatement end = connection.prepareStatement(update)) {
            for (Version version : ended) {
                end.setLong(1, version.to().orElseThrow().toEpochMilli());
                end.setString(2, version.watch().journey());
                end.setString(3, version.watch().environment());
                end.setLong(4, version.from().toEpochMilli());
                end.executeUpdate();
            }
        }
    }

    private static void begin(Connection connection, Version version, String file) throws SQLException {
        String insert = "insert into journey_version (journey, environment, valid_from, digest, interval_ms, regions,"
                + " quorum, confirm_down, confirm_up, stale_after_ms, file) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
        try (PreparedStatement begin = connection.prepareStatement(insert)) {
            begin.setString(1, version.watch().journey());
            begin.setString(2, version.watch().environment());
            begin.setLong(3, version.from().toEpochMilli());
            begin.setString(4, version.digest());
            begin.setLong(5, version.interval().toMillis());
            begin.setString(6, String.join(",", version.regions()));
            begin.setString(7, version.quorum().text());
            begin.setInt(8, version.confirmDown());
            begin.setInt(9, version.confirmUp());
            begin.setLong(10, version.staleAfter().toMillis());
            begin.setString(11, file);
            begin.executeUpdate();
        }
    }

    /** Keeps since when each region is expected. */
    void expect(List<String> regions, Instant now) {
        database.write("store the expected regions", connection -> {
            List<String> known = new ArrayList<>();
            try (Statement statement = connection.createStatement();
                    ResultSet row =
                            statement.executeQuery("select region from expected_region where valid_to is null")) {
                while (row.next()) {
                    known.add(row.getString(1));
                }
            }
            String end = "update expected_region set valid_to = ? where region = ? and valid_to is null";
            String begin = "insert into expected_region (valid_from, region) values (?, ?)";
            date(
                    connection,
                    end,
                    now,
                    known.stream().filter(region -> !regions.contains(region)).toList());
            date(
                    connection,
                    begin,
                    now,
                    regions.stream().filter(region -> !known.contains(region)).toList());
            return regions.size();
        });
    }

    private static void date(Connection connection, String sql, Instant now, List<String> regions) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (String region : regions) {
                statement.setLong(1, now.toEpochMilli());
                statement.setString(2, region);
                statement.executeUpdate();
            }
        }
    }
}
