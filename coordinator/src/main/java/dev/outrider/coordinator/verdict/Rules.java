package dev.outrider.coordinator.verdict;

import dev.outrider.coordinator.catalog.Version;
import dev.outrider.coordinator.ingest.Report;
import dev.outrider.result.Cause;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The rules that judge one watch over time: its versions, and the maintenance declared for it. */
public final class Rules {
    private final List<Era> eras;
    private final List<Maintenance> maintenances;
    private final NavigableSet<Long> edges = new TreeSet<>();
    private final Map<String, Strip<RegionState>> expectations = new LinkedHashMap<>();

    /** Versions in any order; those without duration judged nothing and are left out. */
    public Rules(Collection<Version> versions, Collection<Maintenance> maintenances) {
        this.eras = versions.stream()
                .map(Era::of)
                .filter(era -> era.from() < era.to())
                .sorted(Comparator.comparingLong(Era::from))
                .toList();
        this.maintenances = List.copyOf(maintenances);
        checkOrder();
        eras.forEach(era -> edges.addAll(List.of(era.from(), era.to())));
        maintenances.forEach(window -> edges.addAll(List.of(window.from(), window.to())));
        eras.stream()
                .flatMap(era -> era.regions().stream())
                .distinct()
                .forEach(region -> expectations.put(region, expectation(region)));
    }

    private void checkOrder() {
        for (int i = 1; i < eras.size(); i++) {
            if (eras.get(i).from() < eras.get(i - 1).to()) {
                throw new IllegalArgumentException("two versions at once: " + eras.get(i - 1) + ", " + eras.get(i));
            }
        }
    }

    /** All regions that any version ever expected. */
    public Set<String> regions() {
        return expectations.keySet();
    }

    /** The regions that are expected at an instant. */
    public List<String> regions(long instant) {
        return at(instant).map(Era::regions).orElse(List.of());
    }

    /** Where history begins; {@link Segment#OPEN} when it never does. */
    public long begins() {
        return eras.isEmpty() ? Segment.OPEN : eras.getFirst().from();
    }

    /** Milliseconds between two slots at an instant, or at the version that is nearest before it. */
    public long interval(long instant) {
        return eras.isEmpty() ? 0 : eras.get(Math.max(0, indexOf(instant))).interval();
    }

    /** What a region is without a single result: nodata where it is expected, maint, or off; from the first version on. */
    Strip<RegionState> expected(String region) {
        return Objects.requireNonNull(expectations.get(region), region);
    }

    /** The version of an instant. */
    Optional<Era> at(long instant) {
        int index = indexOf(instant);
        return index >= 0 && instant < eras.get(index).to() ? Optional.of(eras.get(index)) : Optional.empty();
    }

    /** The longest gap that is bridged between two instants: of the versions from one to the other, the larger. */
    long bridged(long from, long to) {
        long longest = 0;
        for (int i = Math.max(0, indexOf(from)); i < eras.size() && eras.get(i).from() <= to; i++) {
            longest = Math.max(longest, eras.get(i).staleAfter());
        }
        return longest;
    }

    /** The first instant, from this one on, at which a rule begins or ends. */
    public long nextEdge(long instant) {
        return Optional.ofNullable(edges.ceiling(instant)).orElse(Segment.OPEN);
    }

    /** All edges inside (from, to). */
    Collection<Long> edges(long from, long to) {
        return edges.subSet(from, false, to, false);
    }

    /** Whether a report may speak for its slot: made for it, by the version that owns it, in a region that it names. */
    public boolean admits(Report report) {
        Cause cause = report.key().cause();
        return (cause == Cause.SCHEDULE || cause == Cause.CONFIRM)
                && at(report.key().slot().toEpochMilli())
                        .filter(era -> era.digest().equals(report.version()))
                        .filter(era -> era.regions().contains(report.key().region()))
                        .isPresent();
    }

    /** The first instant at which these rules judge otherwise than the others; {@link Segment#OPEN} when they never do. */
    public long differFrom(Rules others) {
        NavigableSet<Long> all = new TreeSet<>(edges);
        all.addAll(others.edges);
        return all.stream().filter(edge -> !sameAt(edge, others)).findFirst().orElse(Segment.OPEN);
    }

    private boolean sameAt(long edge, Rules others) {
        return at(edge).map(Rules::judging).equals(others.at(edge).map(Rules::judging))
                && running(edge).equals(others.running(edge))
                && edges.contains(edge) == others.edges.contains(edge);
    }

    /** A version without its end: an end that moved shows at the earlier of both ends. */
    private static Era judging(Era era) {
        return new Era(
                era.from(),
                Segment.OPEN,
                era.digest(),
                era.interval(),
                era.staleAfter(),
                era.confirmDown(),
                era.confirmUp(),
                era.regions(),
                era.quorum());
    }

    private List<Set<String>> running(long instant) {
        return maintenances.stream()
                .filter(window -> window.from() <= instant && instant < window.to())
                .map(Maintenance::regions)
                .toList();
    }

    private int indexOf(long instant) {
        int low = 0;
        int high = eras.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (eras.get(middle).from() <= instant) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - 1;
    }

    private Strip<RegionState> expectation(String region) {
        List<Segment<RegionState>> segments = new ArrayList<>();
        long from = eras.getFirst().from();
        while (from < Segment.OPEN) {
            Long next = edges.higher(from);
            long to = next == null ? Segment.OPEN : next;
            segments.add(new Segment<>(from, to, without(region, from)));
            from = to;
        }
        return new Strip<>(segments);
    }

    private RegionState without(String region, long instant) {
        if (at(instant).filter(era -> era.regions().contains(region)).isEmpty()) {
            return RegionState.OFF;
        }
        boolean maintained = maintenances.stream().anyMatch(window -> window.covers(region, instant));
        return maintained ? RegionState.MAINT : RegionState.NODATA;
    }
}
