package dev.outrider.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How long after their slots runs begin: ten thousand journeys of a thousand scripts a minute on one agent. Asked of the
 * coordinator's store, so that what is counted is what was delivered.
 */
public final class LatenessBench {
    private static final int SETTLING_SECONDS = 65;
    private static final int SCRIPTS = 1000;
    private static final int ENVIRONMENTS = 10;
    private static final int SECONDS = 60;

    private LatenessBench() {}

    /**
     * Prints one line.
     *
     * @param args the root of the checkout
     */
    public static void main(String[] args) throws IOException, InterruptedException, SQLException {
        Path folder = Files.createTempDirectory("outrider-bench");
        try (NginxShop nginx = NginxShop.start(folder, Processes.SERVER_CORE);
                BenchFleet fleet = BenchFleet.of(
                        Path.of(args[0]).toRealPath(),
                        folder.resolve("fleet"),
                        new BenchFleet.Catalogue(nginx.plain(), SCRIPTS, ENVIRONMENTS, "1m"))) {
            fleet.coordinator();
            Process agent = fleet.readyAgent(BenchFleet.LARGE_HEAP);
            fleet.awaitBundles(SCRIPTS * ENVIRONMENTS);
            TimeUnit.SECONDS.sleep(SETTLING_SECONDS);
            long from = System.currentTimeMillis();
            Account before = Account.of(agent.pid());
            TimeUnit.SECONDS.sleep(SECONDS);
            double cpu = Account.of(agent.pid()).cpuMillis() - before.cpuMillis();
            TimeUnit.SECONDS.sleep(5);
            print(lateness(fleet.database(), from, from + SECONDS * 1000L), cpu);
        } finally {
            Folders.delete(folder);
        }
    }

    private static void print(List<Double> millis, double cpu) {
        Figures figures = new Figures(millis);
        System.out.printf(
                "%,d runs in %d s: ms after their slots: median %.1f, p99 %.1f, p99.9 %.1f, max %.1f; %.1f %% of a core%n",
                millis.size(),
                SECONDS,
                figures.median(),
                figures.quantile(0.99),
                figures.quantile(0.999),
                figures.max(),
                cpu / SECONDS / 10);
    }

    private static List<Double> lateness(Path database, long from, long to) throws SQLException {
        List<Double> millis = new ArrayList<>();
        try (Connection store = DriverManager.getConnection("jdbc:sqlite:file:" + database + "?mode=ro");
                PreparedStatement select = store.prepareStatement(
                        "select started_us / 1000.0 - slot from result where outcome = 'pass' and slot >= ? and slot < ?")) {
            select.setLong(1, from);
            select.setLong(2, to);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    millis.add(rows.getDouble(1));
                }
            }
        }
        return millis;
    }
}
