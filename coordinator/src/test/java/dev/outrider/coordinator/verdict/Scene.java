package dev.outrider.coordinator.verdict;

import dev.outrider.coordinator.catalog.Version;
import dev.outrider.coordinator.catalog.Watch;
import dev.outrider.coordinator.ingest.Report;
import dev.outrider.journey.Quorum;
import dev.outrider.result.Cause;
import dev.outrider.result.RunResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** An hour of a journey every 60 s, told in seconds: what each region found, and what the rules make of it. */
final class Scene {
    static final Watch WATCH = new Watch("checkout", "production");
    static final Predicate<Report> ALL = report -> true;

    private final List<String> regions;
    private final List<Version> versions = new ArrayList<>();
    private final List<Maintenance> maintenances = new ArrayList<>();
    private final List<Report> reports = new ArrayList<>();
    private final Quorum quorum;

    /** All regions pass every slot; phases are 0, 20, 40 and so on. */
    Scene(Quorum quorum, String... regions) {
        this.regions = List.of(regions);
        this.quorum = quorum;
        versions.add(version(0, Optional.empty()));
        for (int i = 0; i < regions.length; i++) {
            for (int slot = 20 * i % 60; slot < 3600; slot += 60) {
                reports.add(report(regions[i], slot, "pass"));
            }
        }
    }

    static Scene threeRegions() {
        return new Scene(new Quorum.Majority(), "eu", "us", "ap");
    }

    /** The regions find this in the slots of [from, to); nothing when it is empty. */
    Scene find(String outcome, int from, int to, String... where) {
        Set<String> named = Set.of(where.length == 0 ? regions.toArray(String[]::new) : where);
        List<Report> changed = new ArrayList<>();
        for (Report report : reports) {
            long slot = slot(report);
            boolean hit = named.contains(report.key().region()) && from <= slot && slot < to;
            if (!hit) {
                changed.add(report);
            } else if (!outcome.isEmpty()) {
                changed.add(report(report.key().region(), slot, outcome));
            }
        }
        reports.clear();
        reports.addAll(changed);
        return this;
    }

    Scene silent(int from, int to, String... where) {
        return find("", from, to, where);
    }

    Scene add(Report report) {
        reports.add(report);
        return this;
    }

    Scene edited(int at) {
        Version before = versions.removeLast();
        versions.add(ending(before, at));
        versions.add(version(at, Optional.empty()));
        reports.replaceAll(report -> slot(report) < at ? report : ofVersion(report, "v" + at));
        return this;
    }

    Scene disabled(int at) {
        versions.add(ending(versions.removeLast(), at));
        return this;
    }

    Scene maintained(int from, int to) {
        maintenances.add(new Maintenance(from * 1000L, to * 1000L, Set.of()));
        return this;
    }

    List<Report> reports() {
        return reports;
    }

    Rules rules() {
        return new Rules(versions, maintenances);
    }

    History history() {
        return history(3600, ALL);
    }

    /** As it is seen at an instant by whoever has these reports. */
    History history(int now, Predicate<Report> known) {
        return History.of(rules(), reports.stream().filter(known).toList(), now * 1000L);
    }

    /** The world in seconds: {@code up 0-600, down 600-1200, up 1200-3600}. */
    static String world(History history) {
        return text(history.world(0, 3_600_000));
    }

    static <S extends State> String text(Strip<S> strip) {
        return String.join(
                ", ",
                strip.segments().stream()
                        .map(segment ->
                                segment.state().word() + " " + segment.from() / 1000 + "-" + segment.to() / 1000)
                        .toList());
    }

    static Report report(String region, long slot, String outcome) {
        return report(region, slot, outcome, Cause.SCHEDULE, region + "-1", 1, 0);
    }

    static Report report(String region, long slot, String outcome, Cause cause, String agent, long epoch, int attempt) {
        return new Report(
                new RunResult.Key(WATCH.journey(), WATCH.environment(), region, Instant.ofEpochSecond(slot), cause),
                agent + "-" + slot + "-" + cause,
                "v0",
                agent,
                epoch,
                attempt,
                Instant.ofEpochSecond(slot + 3),
                outcome);
    }

    static long slot(Report report) {
        return report.key().slot().getEpochSecond();
    }

    private static Report ofVersion(Report report, String version) {
        return new Report(
                report.key(),
                report.runId(),
                version,
                report.agent(),
                report.epoch(),
                report.attempt(),
                report.receivedAt(),
                report.outcome());
    }

    private Version version(int from, Optional<Instant> to) {
        return new Version(
                WATCH,
                "v" + from,
                Instant.ofEpochSecond(from),
                to,
                Duration.ofSeconds(60),
                regions,
                quorum,
                2,
                2,
                Duration.ofSeconds(180));
    }

    private Version ending(Version version, int at) {
        return version((int) version.from().getEpochSecond(), Optional.of(Instant.ofEpochSecond(at)));
    }
}
