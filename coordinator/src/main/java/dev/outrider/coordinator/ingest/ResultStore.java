package dev.outrider.coordinator.ingest;

import dev.outrider.coordinator.catalog.Version;
import dev.outrider.coordinator.catalog.Watch;
import dev.outrider.coordinator.store.Database;
import dev.outrider.result.Evidence;
import dev.outrider.result.RunId;
import dev.outrider.result.RunResult;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads what agents found. Every method may block, and throws a StoreException when the database fails. */
public final class ResultStore {
    private static final String EXCHANGES = "select exchanges from evidence";
    private static final int NEAR = 100;

    private final Database database;
    private final Function<Watch, List<Version>> versions;

    /** @param versions of a watch, in any order: they say where its slots lie */
    public ResultStore(Database database, Function<Watch, List<Version>> versions) {
        this.database = database;
        this.versions = versions;
    }

    /** All reports whose slot is in [from, to), of all watches, by slot. */
    public List<Report> reports(Instant from, Instant to) {
        String select = "select %s from result where slot >= ? and slot < ? order by slot".formatted(ReportRow.COLUMNS);
        return database.read("read results", connection -> {
            try (PreparedStatement reports = connection.prepareStatement(select)) {
                reports.setLong(1, from.toEpochMilli());
                reports.setLong(2, to.toEpochMilli());
                return Rows.all(reports, ReportRow::of);
            }
        });
    }

    /** The reports of one watch whose slot is in [from, to) and one of its version's, by slot. */
    public List<Report> reports(Watch watch, Instant from, Instant to) {
        List<Report> reports = new ArrayList<>(database.read("read the results of " + watch, connection -> {
            List<Report> found = new ArrayList<>();
            for (Version version : versions.apply(watch)) {
                Optional<Grid> grid = Grid.of(version, from, to);
                if (grid.isPresent()) {
                    try (PreparedStatement select = grid.get().select(connection, ReportRow.COLUMNS)) {
                        found.addAll(Rows.all(select, ReportRow::of));
                    }
                }
            }
            return found;
        }));
        reports.sort(Comparator.comparing((Report report) -> report.key().slot()));
        return reports;
    }

    /** The oldest slot among all that came from an instant on; empty when nothing did. */
    public Optional<Instant> oldestSlotReceivedSince(Instant received) {
        return database.read("read what came last", connection -> {
            String select = "select min(oldest_slot) from batch where received_at >= ?";
            try (PreparedStatement oldest = connection.prepareStatement(select)) {
                oldest.setLong(1, received.toEpochMilli());
                try (ResultSet row = oldest.executeQuery()) {
                    long slot = row.next() ? row.getLong(1) : 0;
                    return row.wasNull() ? Optional.<Instant>empty() : Optional.of(Instant.ofEpochMilli(slot));
                }
            }
        });
    }

    /** A run with its steps and evidence. */
    public Optional<RunResult> run(String runId) {
        Optional<Instant> slot = RunId.slot(runId);
        if (slot.isEmpty()) {
            return Optional.empty();
        }
        return database.read("read the run " + runId, connection -> {
            Optional<RunResult> run =
                    only(connection, "select %s from result".formatted(Row.COLUMNS), slot.get(), runId, Row::read);
            Optional<String> exchanges = only(connection, EXCHANGES, slot.get(), runId, row -> row.getString(1));
            Evidence evidence =
                    exchanges.isPresent() ? completed(connection, EvidenceText.read(exchanges.get())) : Evidence.NONE;
            return run.map(found -> found.withEvidence(evidence));
        });
    }

    /** With what was said in the good run that it names, when that came. */
    private static Evidence completed(Connection connection, Evidence evidence) throws SQLException {
        if (evidence.lastGood().isEmpty()) {
            return evidence;
        }
        Evidence.Good named = evidence.lastGood().get();
        Optional<Instant> slot = RunId.slot(named.runId());
        Optional<String> said = slot.isEmpty()
                ? Optional.empty()
                : only(connection, EXCHANGES, slot.get(), named.runId(), row -> row.getString(1));
        return said.map(text -> evidence.beside(new Evidence.Good(
                        named.runId(),
                        named.startedAt(),
                        EvidenceText.read(text).exchanges())))
                .orElse(evidence);
    }

    private static <T> Optional<T> only(
            Connection connection, String select, Instant slot, String runId, Rows.Reader<T> reader)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(select + " where slot = ? and run_id = ?")) {
            statement.setLong(1, slot.toEpochMilli());
            statement.setString(2, runId);
            return Rows.all(statement, reader).stream().findFirst();
        }
    }

    /** Runs of a watch, the newest slot first. */
    public List<RunSummary> runs(RunQuery query) {
        return database.read(
                "list the runs of " + query.watch(),
                connection -> RunList.find(connection, query, versions.apply(query.watch()), Instant.MIN));
    }

    /** The run in the same region that came after this one; empty when none did within a hundred slots. */
    public Optional<RunSummary> next(RunSummary run) {
        Watch watch = new Watch(run.key().journey(), run.key().environment());
        Cursor here = Cursor.of(run);
        return database.read("read the run after " + run.runId(), connection -> {
            List<RunSummary> later = new ArrayList<>();
            for (Version version : versions.apply(watch)) {
                Instant far = here.slot().plus(version.interval().multipliedBy(NEAR));
                Optional<Grid> grid = Grid.of(version, here.slot(), far)
                        .flatMap(all -> all.in(run.key().region()));
                if (grid.isPresent()) {
                    later.addAll(RunList.on(connection, grid.get()));
                }
            }
            return later.stream()
                    .filter(other -> Cursor.of(other).compareTo(here) < 0)
                    .max(Comparator.comparing(Cursor::of));
        });
    }

    /** The newest run of each region of a watch, not looking further back than {@code since}. */
    public List<RunSummary> last(Watch watch, Instant since) {
        List<Version> known = versions.apply(watch);
        List<String> regions = known.stream()
                .flatMap(version -> version.regions().stream())
                .distinct()
                .toList();
        return database.read("read the last runs of " + watch, connection -> {
            List<RunSummary> last = new ArrayList<>();
            for (String region : regions) {
                RunQuery query = new RunQuery(watch, Optional.of(region), Optional.empty(), 1, Optional.empty());
                last.addAll(RunList.find(connection, query, known, since));
            }
            return last;
        });
    }
}
