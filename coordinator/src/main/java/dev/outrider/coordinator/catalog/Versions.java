package dev.outrider.coordinator.catalog;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All versions of all journeys, oldest first; pure. */
record Versions(Map<Watch, List<Version>> of) {
    /** What ended, what began, and all versions afterwards. */
    record Change(List<Version> ended, List<Version> begun, Versions after) {
        boolean isNone() {
            return ended.isEmpty() && begun.isEmpty();
        }
    }

    static Versions from(List<Version> all) {
        Map<Watch, List<Version>> of = new TreeMap<>();
        all.forEach(version ->
                of.computeIfAbsent(version.watch(), watch -> new ArrayList<>()).add(version));
        return new Versions(of);
    }

    List<Version> of(Watch watch) {
        return of.getOrDefault(watch, List.of());
    }

    Optional<Version> inForce(Watch watch) {
        List<Version> versions = of(watch);
        return versions.isEmpty()
                ? Optional.empty()
                : Optional.of(versions.getLast()).filter(v -> v.to().isEmpty());
    }

    /** @param wanted what is to be in force from now on, by watch; all else is off */
    Change to(Map<Watch, Version> wanted, Instant now) {
        List<Version> ended = new ArrayList<>();
        List<Version> begun = new ArrayList<>();
        Map<Watch, List<Version>> after = new TreeMap<>(of);
        wanted.keySet().forEach(watch -> after.putIfAbsent(watch, List.of()));
        after.replaceAll((watch, versions) -> {
            Optional<Version> old = inForce(watch);
            Optional<Version> next = Optional.ofNullable(wanted.get(watch));
            if (old.map(Versions::undated).equals(next.map(Versions::undated))) {
                return versions;
            }
            Instant at = change(versions, now);
            List<Version> changed = new ArrayList<>(versions);
            old.ifPresent(version -> {
                Version over = dated(version, version.from(), Optional.of(at));
                ended.add(over);
                changed.set(changed.size() - 1, over);
            });
            next.ifPresent(version -> {
                Version current = dated(version, at, Optional.empty());
                begun.add(current);
                changed.add(current);
            });
            return List.copyOf(changed);
        });
        return new Change(ended, begun, new Versions(after));
    }

    /** Now, but never before what is already history: a clock may have gone back. */
    private static Instant change(List<Version> versions, Instant now) {
        Instant at = now.truncatedTo(ChronoUnit.MILLIS);
        if (versions.isEmpty()) {
            return at;
        }
        Version last = versions.getLast();
        Instant earliest = last.to().orElse(last.from().plusMillis(1));
        return at.isBefore(earliest) ? earliest : at;
    }

    /** Two versions that judge alike are one, whenever they were. */
    private static Version undated(Version version) {
        return dated(version, Instant.EPOCH, Optional.empty());
    }

    private static Version dated(Version version, Instant from, Optional<Instant> to) {
        return new Version(
                version.watch(),
                version.digest(),
                from,
                to,
                version.interval(),
                version.regions(),
                version.quorum(),
                version.confirmDown(),
                version.confirmUp(),
                version.staleAfter());
    }
}
