package dev.outrider.coordinator.replay;

import dev.outrider.coordinator.catalog.Version;
import dev.outrider.coordinator.catalog.Watch;
import dev.outrider.coordinator.ingest.Report;
import dev.outrider.coordinator.slo.Target;
import dev.outrider.coordinator.verdict.Maintenance;
import dev.outrider.coordinator.verdict.Ratio;
import dev.outrider.coordinator.verdict.Rules;
import dev.outrider.journey.Quorum;
import dev.outrider.result.Cause;
import dev.outrider.result.RunResult;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The words of a replay file, made into rules and reports. */
final class ReplayFile {
    private static final Watch WATCH = new Watch("journey", "replay");

    private ReplayFile() {}

    static Replay read(Json json) {
        Section file =
                new Section(json, "name", "why", "journey", "window", "now", "asOf", "target", "results", "expected");
        Section journey = file.section(
                "journey",
                "interval",
                "regions",
                "confirmDown",
                "confirmUp",
                "staleAfter",
                "quorum",
                "from",
                "to",
                "maintenance",
                "versions");
        List<Version> versions = versions(journey);
        long[] window = span(file.value("window"), 2);
        long asOf = file.maybe("asOf").map(Section::instant).orElse(Long.MAX_VALUE);
        List<Report> reports = file.items("results").stream()
                .map(result -> report(result, versions))
                .filter(report -> report.receivedAt().toEpochMilli() <= asOf)
                .toList();
        return new Replay(
                new Rules(versions, maintenances(journey)),
                window[0],
                window[1],
                file.instant("now"),
                file.maybe("target").map(ReplayFile::target),
                reports);
    }

    private static List<Version> versions(Section journey) {
        long from = journey.instant("from");
        long to = journey.maybe("to").map(Section::instant).orElse(Long.MAX_VALUE);
        NavigableSet<Long> edits = new TreeSet<>(List.of(from));
        journey.items("versions").stream()
                .map(Section::instant)
                .filter(edit -> from < edit && edit < to)
                .forEach(edits::add);
        List<Version> versions = new ArrayList<>();
        for (long begin : edits) {
            Long next = edits.higher(begin);
            long end = next == null ? to : next;
            versions.add(version(journey, begin, end));
        }
        return versions;
    }

    private static Version version(Section journey, long from, long to) {
        return new Version(
                WATCH,
                Long.toString(from),
                Instant.ofEpochMilli(from),
                to == Long.MAX_VALUE ? Optional.empty() : Optional.of(Instant.ofEpochMilli(to)),
                Duration.ofSeconds(journey.count("interval", 1)),
                journey.items("regions").stream().map(Section::text).distinct().toList(),
                quorum(journey.value("quorum")),
                journey.count("confirmDown", 1),
                journey.count("confirmUp", 1),
                Duration.ofSeconds(journey.count("staleAfter", 0)));
    }

    private static Quorum quorum(Json json) {
        try {
            return Quorum.of(Section.text(json));
        } catch (IllegalArgumentException wrong) {
            throw new Unreadable(json.at(), "a quorum is majority, any, all, or a number from 1 on, as text");
        }
    }

    private static List<Maintenance> maintenances(Section journey) {
        List<Maintenance> windows = new ArrayList<>();
        for (Json window : journey.items("maintenance")) {
            long[] span = span(window, 3);
            Set<String> regions = new HashSet<>();
            Section.items(Section.items(window).get(2)).forEach(region -> regions.add(Section.text(region)));
            windows.add(new Maintenance(span[0], span[1], regions));
        }
        return windows;
    }

    private static long[] span(Json json, int size) {
        List<Json> items = Section.items(json);
        if (items.size() != size) {
            throw new Unreadable(json.at(), "a list of %d is expected".formatted(size));
        }
        return new long[] {Section.instant(items.get(0)), Section.instant(items.get(1))};
    }

    private static Target target(Json json) {
        try {
            BigDecimal share =
                    json instanceof Json.Figure number ? number.number() : new BigDecimal(Section.text(json));
            return new Target(Ratio.of(share));
        } catch (IllegalArgumentException wrong) {
            throw new Unreadable(json.at(), "a target is a number above 0 and at most 1");
        }
    }

    private static Report report(Json json, List<Version> versions) {
        Section result = new Section(
                json, "runId", "region", "slot", "agent", "epoch", "attempt", "receivedAt", "verdict", "cause");
        Instant slot = Instant.ofEpochMilli(result.instant("slot"));
        String version = versions.stream()
                .filter(each -> each.covers(slot))
                .findFirst()
                .map(Version::digest)
                .orElse("");
        return new Report(
                new RunResult.Key(WATCH.journey(), WATCH.environment(), result.text("region"), slot, cause(result)),
                result.text("runId"),
                version,
                result.text("agent"),
                result.whole("epoch"),
                result.count("attempt", 0),
                Instant.ofEpochMilli(result.instant("receivedAt")),
                verdict(result.value("verdict")));
    }

    private static Cause cause(Section result) {
        Optional<Json> given = result.maybe("cause");
        try {
            return given.map(Section::text).map(Cause::of).orElse(Cause.SCHEDULE);
        } catch (IllegalArgumentException unknown) {
            throw new Unreadable(given.orElseThrow().at(), "a cause is schedule, confirm, manual, verify or shadow");
        }
    }

    private static String verdict(Json json) {
        String word = Section.text(json);
        if (!Set.of("pass", "degraded", "fail", "error", "skipped").contains(word)) {
            throw new Unreadable(json.at(), "a verdict is pass, degraded, fail, error or skipped");
        }
        return word;
    }
}
