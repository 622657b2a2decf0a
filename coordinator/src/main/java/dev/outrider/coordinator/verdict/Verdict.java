package dev.outrider.coordinator.verdict;

import dev.outrider.coordinator.ingest.Report;
import dev.outrider.result.RunResult;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a slot's winner, or its confirmation, says about the target.
 *
 * @param slot in UTC epoch milliseconds
 */
public record Verdict(long slot, boolean good) {
    /** A slot's run comes before its confirmation. */
    static final Comparator<RunResult.Key> ORDER =
            Comparator.comparing(RunResult.Key::slot).thenComparing(RunResult.Key::cause);

    /** The verdict of a report that is countable. */
    public static Verdict of(Report report) {
        return new Verdict(report.key().slot().toEpochMilli(), report.good());
    }

    /** The winner of each key among the reports that the rules admit, in the order of the slots. */
    static List<Report> winners(Rules rules, Collection<Report> reports) {
        Map<RunResult.Key, Report> winners = new HashMap<>();
        reports.stream().filter(rules::admits).forEach(report -> winners.merge(report.key(), report, Winner::of));
        return winners.values().stream()
                .sorted(Comparator.comparing(Report::key, ORDER)
                        .thenComparing(report -> report.key().region()))
                .toList();
    }

    /** What the winners say, by region, in the order of the slots. */
    static Map<String, List<Verdict>> byRegion(List<Report> winners) {
        Map<String, List<Verdict>> byRegion = new TreeMap<>();
        winners.stream()
                .filter(Report::countable)
                .forEach(report -> byRegion.computeIfAbsent(report.key().region(), region -> new ArrayList<>())
                        .add(of(report)));
        return byRegion;
    }
}
