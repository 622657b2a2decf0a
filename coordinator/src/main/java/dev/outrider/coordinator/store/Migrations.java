package dev.outrider.coordinator.store;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;

/** Brings the tables to the shape that this program knows. Each slice has its own files and its own range of numbers. */
final class Migrations {
    private Migrations() {}

    /** @throws StoreException when a newer program wrote the store, or a migration fails */
    static void run(DataSource source, String location) {
        String doing = "bring the store in " + location + " up to date";
        try {
            Flyway flyway = Flyway.configure(Migrations.class.getClassLoader())
                    .dataSource(source)
                    .loggers("slf4j")
                    .locations("classpath:db")
                    .placeholders(Map.of("clustered", "without rowid"))
                    .ignoreMigrationPatterns("*:future")
                    .outOfOrder(true)
                    .load();
            future(flyway).ifPresent(version -> {
                throw new StoreException(
                        doing,
                        "a newer Outrider wrote it (migration %s); start that one, or give this one another --data"
                                .formatted(version));
            });
            flyway.migrate();
        } catch (FlywayException failed) {
            throw new StoreException(doing, failed.getCause() == null ? failed : failed.getCause());
        }
    }

    private static Optional<String> future(Flyway flyway) {
        return Arrays.stream(flyway.info().all())
                .filter(migration -> migration.getState().name().startsWith("FUTURE"))
                .map(MigrationInfo::getVersion)
                .map(String::valueOf)
                .findFirst();
    }
}
