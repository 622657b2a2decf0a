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
import java.util.random.RandomGenerator;

/**
 * A random life of one watch, in milliseconds from 0 to {@link #END}: edits, pauses, maintenance, outages, silence, late
 * owners, retries, contradictions. Small numbers, so that edges meet often.
 */
public record RandomStory(Watch watch, List<Version> versions, List<Maintenance> maintenances, List<Report> reports) {
    public static final int END = 240;
    public static final List<String> REGIONS = List.of("ap", "eu", "us", "za");

    public static RandomStory of(RandomGenerator random) {
        Watch watch = new Watch("checkout", "production");
        List<Version> versions = versions(watch, random);
        List<Report> reports = new ArrayList<>();
        for (Version version : versions) {
            for (String region : version.regions()) {
                runs(version, region, reports, random);
            }
        }
        return new RandomStory(watch, versions, maintenances(random), reports);
    }

    Rules rules() {
        return new Rules(versions, maintenances);
    }

    /** The same without maintenance, of another watch, with so many milliseconds for each. */
    public RandomStory scaled(Watch other, long unit) {
        List<Version> slower = versions.stream()
                .map(version -> new Version(
                        other,
                        version.digest(),
                        scaled(version.from(), unit),
                        version.to().map(to -> scaled(to, unit)),
                        version.interval().multipliedBy(unit),
                        version.regions(),
                        version.quorum(),
                        version.confirmDown(),
                        version.confirmUp(),
                        version.staleAfter().multipliedBy(unit)))
                .toList();
        List<Report> later = reports.stream()
                .map(report -> new Report(
                        new RunResult.Key(
                                other.journey(),
                                other.environment(),
                                report.key().region(),
                                scaled(report.key().slot(), unit),
                                report.key().cause()),
                        report.runId(),
                        report.version(),
                        report.agent(),
                        report.epoch(),
                        report.attempt(),
                        scaled(report.receivedAt(), unit),
                        report.outcome()))
                .toList();
        return new RandomStory(other, slower, List.of(), later);
    }

    private static Instant scaled(Instant instant, long unit) {
        return Instant.ofEpochMilli(instant.toEpochMilli() * unit);
    }

    private static List<Version> versions(Watch watch, RandomGenerator random) {
        List<Version> versions = new ArrayList<>();
        int from = random.nextInt(20);
        while (from < END && versions.size() < 5) {
            boolean last = random.nextInt(3) == 0;
            int to = from + 1 + random.nextInt(100);
            versions.add(version(watch, from, last ? Optional.empty() : Optional.of(Instant.ofEpochMilli(to)), random));
            if (last) {
                break;
            }
            from = random.nextInt(3) == 0 ? to + random.nextInt(20) : to;
        }
        return versions;
    }

    private static Version version(Watch watch, int from, Optional<Instant> to, RandomGenerator random) {
        int interval = 2 + random.nextInt(6);
        List<String> regions =
                REGIONS.stream().filter(region -> random.nextInt(4) > 0).toList();
        return new Version(
                watch,
                "v" + (random.nextInt(4) == 0 ? 0 : from),
                Instant.ofEpochMilli(from),
                to,
                Duration.ofMillis(interval),
                regions.isEmpty() ? List.of("eu") : regions,
                quorum(random),
                1 + random.nextInt(3),
                1 + random.nextInt(3),
                Duration.ofMillis(1 + random.nextInt(5 * interval)));
    }

    private static Quorum quorum(RandomGenerator random) {
        return switch (random.nextInt(4)) {
            case 0 -> new Quorum.Any();
            case 1 -> new Quorum.All();
            case 2 -> new Quorum.Count(1 + random.nextInt(4));
            default -> new Quorum.Majority();
        };
    }

    private static List<Maintenance> maintenances(RandomGenerator random) {
        List<Maintenance> windows = new ArrayList<>();
        while (random.nextInt(3) == 0) {
            int from = random.nextInt(END);
            Set<String> regions = random.nextBoolean() ? Set.of() : Set.of("eu", "ap");
            windows.add(new Maintenance(from, from + 1 + random.nextInt(40), regions));
        }
        return windows;
    }

    private static void runs(Version version, String region, List<Report> reports, RandomGenerator random) {
        long interval = version.interval().toMillis();
        long from = version.from().toEpochMilli();
        long to = version.to().map(Instant::toEpochMilli).orElse((long) END);
        String mood = "pass";
        for (long slot = from + random.nextLong(interval); slot < Math.min(to, END); slot += interval) {
            mood = random.nextInt(4) > 0
                    ? mood
                    : List.of("pass", "fail", "fail", "none").get(random.nextInt(4));
            for (int i = 0; !mood.equals("none") && i < 1 + random.nextInt(8) / 6; i++) {
                reports.add(report(version, region, slot, mood, random));
            }
        }
    }

    private static Report report(Version version, String region, long slot, String mood, RandomGenerator random) {
        String outcome = random.nextInt(6) > 0
                ? mood
                : List.of("pass", "degraded", "fail", "error", "skipped").get(random.nextInt(5));
        Cause cause = random.nextInt(10) > 0
                ? Cause.SCHEDULE
                : List.of(Cause.values()).get(random.nextInt(5));
        return new Report(
                new RunResult.Key("checkout", "production", region, Instant.ofEpochMilli(slot), cause),
                "r-" + slot + "-" + random.nextInt(1_000_000),
                random.nextInt(20) > 0 ? version.digest() : "another",
                "agent-" + random.nextInt(3),
                random.nextInt(3),
                random.nextInt(2),
                Instant.ofEpochMilli(slot + random.nextInt(30)),
                outcome);
    }
}
