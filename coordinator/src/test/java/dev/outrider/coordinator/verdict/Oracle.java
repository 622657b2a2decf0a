package dev.outrider.coordinator.verdict;

import dev.outrider.coordinator.catalog.Version;
import dev.outrider.coordinator.ingest.Report;
import dev.outrider.result.Cause;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * The definitions read aloud, instant by instant, with no thought of speed: for one millisecond, what is each region and
 * the world? It shares nothing with the machine but the words.
 */
final class Oracle {
    private final List<Version> versions;
    private final List<Maintenance> maintenances;
    private final List<Report> reports;
    private final long now;
    private final Map<String, List<Verdict>> winners = new HashMap<>();
    private final Map<String, List<RegionState>> expectations = new HashMap<>();
    private final Map<String, RegionState> known = new HashMap<>();

    Oracle(List<Version> versions, List<Maintenance> maintenances, List<Report> reports, long now) {
        this.versions = versions;
        this.maintenances = maintenances;
        this.reports = reports;
        this.now = now;
    }

    GlobalState world(long t) {
        Optional<Version> version = version(t);
        List<RegionState> states = version.map(Version::regions).orElse(List.of()).stream()
                .map(region -> region(region, t))
                .toList();
        long n = states.stream()
                .filter(state -> state != RegionState.MAINT && state != RegionState.OFF)
                .count();
        long up = states.stream().filter(state -> state == RegionState.UP).count();
        long down = states.stream().filter(state -> state == RegionState.DOWN).count();
        if (n == 0) {
            return states.contains(RegionState.MAINT) ? GlobalState.MAINT : GlobalState.OFF;
        }
        if (up + down == 0) {
            return GlobalState.NODATA;
        }
        if (down >= version.orElseThrow().quorum().of((int) n)) {
            return GlobalState.DOWN;
        }
        if (up == 0) {
            return GlobalState.SUSPECT;
        }
        if (2 * (up + down) < n) {
            return down > 0 ? GlobalState.SUSPECT : GlobalState.NODATA;
        }
        return down == 0 ? GlobalState.UP : GlobalState.PARTIAL;
    }

    RegionState region(String region, long t) {
        return known.computeIfAbsent(region + "@" + t, key -> judge(region, t));
    }

    private RegionState judge(String region, long t) {
        RegionState plain = expectation(region, t);
        if (plain != RegionState.NODATA) {
            return plain;
        }
        long begin = t;
        while (begin > 0 && expectation(region, begin - 1) == RegionState.NODATA) {
            begin--;
        }
        long end = t;
        while (end < now && expectation(region, end) == RegionState.NODATA) {
            end++;
        }
        return inStretch(verdicts(region, begin, end), begin, end, t);
    }

    private RegionState inStretch(List<Verdict> verdicts, long begin, long end, long t) {
        List<Verdict> before = verdicts.stream().filter(v -> v.slot() <= t).toList();
        if (before.isEmpty()) {
            boolean bridged = !verdicts.isEmpty()
                    && verdicts.getFirst().slot() - begin
                            <= bridge(begin, verdicts.getFirst().slot());
            return bridged ? states(block(verdicts, 0)).getFirst() : RegionState.NODATA;
        }
        int last = before.size() - 1;
        long slot = verdicts.get(last).slot();
        long next = last + 1 < verdicts.size() ? verdicts.get(last + 1).slot() : end;
        long interval = version(slot).orElseThrow().interval().toMillis();
        if (next > slot + interval && next - slot > bridge(slot, next) && t >= slot + interval) {
            return RegionState.NODATA;
        }
        List<Verdict> block = block(verdicts, last);
        int blockBegin = verdicts.indexOf(block.getFirst());
        return states(block).get(last - blockBegin);
    }

    /** The verdicts around one of them that no silence divides. */
    private List<Verdict> block(List<Verdict> verdicts, int index) {
        int first = index;
        while (first > 0
                && !silent(verdicts.get(first - 1).slot(), verdicts.get(first).slot())) {
            first--;
        }
        int last = index;
        while (last + 1 < verdicts.size()
                && !silent(verdicts.get(last).slot(), verdicts.get(last + 1).slot())) {
            last++;
        }
        return verdicts.subList(first, last + 1);
    }

    private boolean silent(long slot, long next) {
        return next - slot > version(slot).orElseThrow().interval().toMillis() && next - slot > bridge(slot, next);
    }

    /** The state from each verdict of a block on: by maximal streaks, in hindsight. */
    private List<RegionState> states(List<Verdict> block) {
        List<RegionState> states = new ArrayList<>();
        RegionState before = RegionState.NODATA;
        int i = 0;
        while (i < block.size()) {
            int end = i;
            while (end < block.size() && alike(block.get(i), block.get(end))) {
                end++;
            }
            Version version = version(block.get(i).slot()).orElseThrow();
            if (!block.get(i).good() && end - i >= version.confirmDown()) {
                before = RegionState.DOWN;
            } else if (block.get(i).good() && (before != RegionState.DOWN || end - i >= version.confirmUp())) {
                before = RegionState.UP;
            }
            for (; i < end; i++) {
                states.add(before);
            }
        }
        RegionState first = states.stream()
                .filter(state -> state != RegionState.NODATA)
                .findFirst()
                .orElse(RegionState.NODATA);
        states.replaceAll(state -> state == RegionState.NODATA ? first : state);
        return states;
    }

    private boolean alike(Verdict one, Verdict other) {
        return one.good() == other.good() && version(one.slot()).equals(version(other.slot()));
    }

    private long bridge(long from, long to) {
        return versions.stream()
                .filter(version -> version.from().toEpochMilli() <= to)
                .filter(version -> version.to().isEmpty() || version.to().get().toEpochMilli() > from)
                .mapToLong(version -> version.staleAfter().toMillis())
                .max()
                .orElse(0);
    }

    private List<Verdict> verdicts(String region, long begin, long end) {
        return winners.computeIfAbsent(region, this::verdicts).stream()
                .filter(verdict -> begin <= verdict.slot() && verdict.slot() < end)
                .toList();
    }

    private List<Verdict> verdicts(String region) {
        List<Report> mine = reports.stream()
                .filter(report -> report.key().region().equals(region))
                .filter(report ->
                        report.key().cause() == Cause.SCHEDULE || report.key().cause() == Cause.CONFIRM)
                .filter(report -> version(slot(report)).orElseThrow().digest().equals(report.version()))
                .toList();
        return mine.stream()
                .filter(Report::countable)
                .filter(report -> mine.stream().noneMatch(other -> beats(other, report)))
                .distinct()
                .sorted(Comparator.comparingLong(Oracle::slot)
                        .thenComparing(report -> report.key().cause() == Cause.CONFIRM))
                .map(report -> new Verdict(slot(report), report.good()))
                .toList();
    }

    private static boolean beats(Report one, Report other) {
        if (!one.key().equals(other.key())) {
            return false;
        }
        if (one.countable() != other.countable()) {
            return one.countable();
        }
        if (one.epoch() != other.epoch()) {
            return one.epoch() > other.epoch();
        }
        if (!one.agent().equals(other.agent())) {
            return one.agent().compareTo(other.agent()) < 0;
        }
        if (one.attempt() != other.attempt()) {
            return one.attempt() > other.attempt();
        }
        return one.runId().compareTo(other.runId()) < 0;
    }

    private RegionState expectation(String region, long t) {
        return expectations
                .computeIfAbsent(
                        region,
                        name -> LongStream.rangeClosed(0, now)
                                .mapToObj(each -> without(name, each))
                                .toList())
                .get((int) t);
    }

    private RegionState without(String region, long t) {
        if (version(t).filter(version -> version.regions().contains(region)).isEmpty()) {
            return RegionState.OFF;
        }
        boolean maintained = maintenances.stream()
                .anyMatch(window -> window.from() <= t
                        && t < window.to()
                        && (window.regions().isEmpty() || window.regions().contains(region)));
        return maintained ? RegionState.MAINT : RegionState.NODATA;
    }

    private Optional<Version> version(long t) {
        return versions.stream()
                .filter(version -> version.covers(Instant.ofEpochMilli(t)))
                .findFirst();
    }

    private static long slot(Report report) {
        return report.key().slot().toEpochMilli();
    }
}
