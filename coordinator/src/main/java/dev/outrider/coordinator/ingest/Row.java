package dev.outrider.coordinator.ingest;

import dev.outrider.result.Cause;
import dev.outrider.result.Evidence;
import dev.outrider.result.RunResult;
import dev.outrider.result.Strain;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A result as a row of the table {@code result}; made before the one writer thread sees it. */
record Row(RunResult run, Instant receivedAt, String detail, String steps, String exchanges) {
    private static final List<String> KEY = List.of("slot", "region", "journey", "environment", "cause", "run_id");
    /** In the order in which two copies of one run are compared: the attempt decides, the rest makes it independent of order. */
    private static final List<String> FACTS = List.of(
            "attempt",
            "epoch",
            "agent",
            "version",
            "outcome",
            "detail",
            "started_us",
            "duration_us",
            "clock_offset_us",
            "lag_us",
            "pause_us",
            "collecting_us",
            "throttled_us",
            "cleanup_failed",
            "trace",
            "steps");

    /** Stands for what nobody could say: a null would not compare. */
    private static final long UNKNOWN = -1;

    private static final List<String> ARRIVAL = List.of("batch", "received_at");

    static final String COLUMNS = join("%s", KEY) + ", " + join("%s", FACTS) + ", " + join("%s", ARRIVAL);

    /** Adds it, or lets a later attempt of the same run replace the earlier; a copy changes nothing. */
    static final String UPSERT = """
            insert into result (%s) values (%s)
            on conflict (%s) do update set %s, %s
            where (%s) > (%s)""".formatted(
                    COLUMNS,
                    COLUMNS.replaceAll("\\w+", "?"),
                    join("%s", KEY),
                    join("%1$s = excluded.%1$s", FACTS),
                    join("%1$s = excluded.%1$s", ARRIVAL),
                    join("excluded.%s", FACTS),
                    join("result.%s", FACTS));

    static Row of(RunResult run, Instant receivedAt) {
        return new Row(
                run,
                receivedAt,
                Compact.detail(run.outcome()),
                Compact.steps(run.steps()),
                EvidenceText.of(run.evidence()));
    }

    void bind(PreparedStatement upsert, long batch) throws SQLException {
        int i = 0;
        RunResult.Key key = run.key();
        upsert.setLong(++i, key.slot().toEpochMilli());
        upsert.setString(++i, key.region());
        upsert.setString(++i, key.journey());
        upsert.setString(++i, key.environment());
        upsert.setString(++i, key.cause().word());
        upsert.setString(++i, run.runId());
        upsert.setInt(++i, run.attempt());
        upsert.setLong(++i, run.epoch());
        upsert.setString(++i, run.agent());
        upsert.setString(++i, run.version());
        upsert.setString(++i, run.outcome().word());
        upsert.setString(++i, detail);
        upsert.setLong(++i, ChronoUnit.MICROS.between(Instant.EPOCH, run.startedAt()));
        upsert.setLong(++i, micros(run.duration()));
        upsert.setLong(++i, micros(run.clockOffset()));
        upsert.setLong(++i, micros(run.strain().lag()));
        upsert.setLong(++i, micros(run.strain().pause()));
        upsert.setLong(++i, micros(run.strain().collecting()));
        upsert.setLong(++i, run.strain().throttled().map(Row::micros).orElse(UNKNOWN));
        upsert.setInt(++i, run.cleanupFailed() ? 1 : 0);
        upsert.setString(++i, run.trace());
        upsert.setString(++i, steps);
        upsert.setLong(++i, batch);
        upsert.setLong(++i, receivedAt.toEpochMilli());
    }

    /** What a row of the table is a report of. */
    static RunResult.Key key(ResultSet row) throws SQLException {
        return new RunResult.Key(
                row.getString("journey"),
                row.getString("environment"),
                row.getString("region"),
                Instant.ofEpochMilli(row.getLong("slot")),
                Cause.of(row.getString("cause")));
    }

    /** The result in a row of {@link #COLUMNS}, without its evidence. */
    static RunResult read(ResultSet row) throws SQLException {
        return new RunResult(
                key(row),
                row.getString("run_id"),
                row.getString("version"),
                row.getString("agent"),
                row.getLong("epoch"),
                row.getInt("attempt"),
                Instant.EPOCH.plus(row.getLong("started_us"), ChronoUnit.MICROS),
                micros(row, "duration_us"),
                micros(row, "clock_offset_us"),
                strain(row),
                Expanded.outcome(row.getString("detail")),
                row.getInt("cleanup_failed") == 1,
                row.getString("trace"),
                Expanded.steps(row.getString("steps")),
                Evidence.NONE);
    }

    private static Strain strain(ResultSet row) throws SQLException {
        return new Strain(
                micros(row, "lag_us"),
                micros(row, "pause_us"),
                micros(row, "collecting_us"),
                row.getLong("throttled_us") == UNKNOWN ? Optional.empty() : Optional.of(micros(row, "throttled_us")));
    }

    private static long micros(Duration duration) {
        return duration.toNanos() / 1000;
    }

    private static Duration micros(ResultSet row, String column) throws SQLException {
        return Duration.of(row.getLong(column), ChronoUnit.MICROS);
    }

    private static String join(String form, List<String> columns) {
        return columns.stream().map(form::formatted).collect(Collectors.joining(", "));
    }
}
