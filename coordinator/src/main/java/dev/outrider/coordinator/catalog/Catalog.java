package dev.outrider.coordinator.catalog;

import dev.outrider.coordinator.store.Database;
import dev.outrider.fleet.Bundle;
import dev.outrider.source.Problem;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is watched, now and ever: journeys with their versions. A file that is broken leaves its last good version in
 * force; one that is gone ends its versions. All reads are of memory, but for bundles.
 */
public final class Catalog {
    private static final Logger log = LoggerFactory.getLogger(Catalog.class);

    private final CatalogStore store;
    private final Judging judging;
    private final InstantSource clock;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final Map<String, Bundle> bundles = new ConcurrentHashMap<>();
    private volatile State state;

    /** Knows what is in the store, and what of it is in force. */
    public Catalog(Database database, Judging judging, InstantSource clock) {
        this.store = new CatalogStore(database);
        this.judging = judging;
        this.clock = clock;
        List<CatalogStore.Stored> stored = store.versions();
        Map<Watch, String> files = new TreeMap<>();
        stored.forEach(one -> files.put(one.version().watch(), one.file()));
        Versions versions =
                Versions.from(stored.stream().map(CatalogStore.Stored::version).toList());
        this.state = new State(versions, Map.of(), files, List.of());
        store.expect(judging.regions(), clock.instant());
    }

    /**
     * @param files where each journey is, or last was, written
     * @param intervals by digest, of all versions
     */
    private record State(
            Versions versions,
            Map<Watch, Entry> entries,
            Map<Watch, String> files,
            List<Mistake> mistakes,
            Map<String, Duration> intervals) {
        State(Versions versions, Map<Watch, Entry> entries, Map<Watch, String> files, List<Mistake> mistakes) {
            this(versions, entries, files, mistakes, intervals(versions));
        }

        private static Map<String, Duration> intervals(Versions versions) {
            Map<String, Duration> intervals = new HashMap<>();
            versions.of()
                    .values()
                    .forEach(all -> all.forEach(version -> intervals.put(version.digest(), version.interval())));
            return intervals;
        }
    }

    /** All that was ever watched. */
    public Set<Watch> watches() {
        return Set.copyOf(state.versions.of().keySet());
    }

    /** All versions of a watch, oldest first. */
    public List<Version> versions(Watch watch) {
        return state.versions.of(watch);
    }

    /** What is watched now. */
    public Map<Watch, Entry> entries() {
        return state.entries;
    }

    /** The version in force; empty when it is off. */
    public Optional<Version> version(Watch watch) {
        return state.versions.inForce(watch);
    }

    /** Regions that are expected to vote, in the order of the settings. */
    public List<String> regions() {
        return judging.regions();
    }

    /** What is wrong in the catalog's files, in the order of their paths. */
    public List<Mistake> mistakes() {
        return state.mistakes;
    }

    /** The interval of the version with this digest, if any journey ever had it. */
    public Optional<Duration> interval(String digest) {
        return Optional.ofNullable(state.intervals.get(digest));
    }

    /** What agents run under this SHA-256. */
    public Optional<Bundle> bundle(String digest) {
        return Optional.ofNullable(bundles.get(digest)).or(() -> {
            Optional<Bundle> stored = store.bundle(digest);
            stored.ifPresent(bundle -> bundles.put(digest, bundle));
            return stored;
        });
    }

    /** Is run after each change, on the thread that made it. */
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    /** Takes what the directory says; what is stored is stored before anyone hears of it. */
    synchronized void apply(Reading reading, Revival revival) {
        Map<Watch, Entry> entries = new TreeMap<>();
        reading.entries().forEach(entry -> entries.put(entry.watch(), entry));
        lastGood(reading, revival).forEach(entry -> entries.putIfAbsent(entry.watch(), entry));

        Map<Watch, Version> wanted = new TreeMap<>();
        entries.values().forEach(entry -> wanted.put(entry.watch(), judging.version(entry, Instant.EPOCH)));
        Versions.Change change = state.versions.to(wanted, clock.instant());
        if (!change.isNone()) {
            store.change(change.ended(), change.begun(), List.copyOf(entries.values()));
        }
        Map<Watch, String> files = new TreeMap<>(state.files);
        entries.values().forEach(entry -> files.put(entry.watch(), entry.file()));
        tell(change, reading.mistakes());
        state = new State(change.after(), Collections.unmodifiableMap(entries), files, reading.mistakes());
        listeners.forEach(Runnable::run);
    }

    /** Makes an entry of a stored bundle again; empty when this program cannot compile it. */
    interface Revival {
        Optional<Entry> revive(Bundle bundle, String file);
    }

    /** What was in force and is now broken. */
    private List<Entry> lastGood(Reading reading, Revival revival) {
        List<Entry> kept = new ArrayList<>();
        state.files.forEach((watch, file) -> {
            if (reading.broken().contains(file)) {
                Optional.ofNullable(state.entries.get(watch))
                        .or(() -> stored(watch).flatMap(bundle -> revival.revive(bundle, file)))
                        .ifPresent(kept::add);
            }
        });
        return kept;
    }

    private Optional<Bundle> stored(Watch watch) {
        return state.versions.inForce(watch).flatMap(version -> bundle(version.digest()));
    }

    private void tell(Versions.Change change, List<Mistake> mistakes) {
        change.begun()
                .forEach(version -> log.info(
                        "{}: version {} in force, every {} s in {}",
                        version.watch(),
                        version.digest()
                                .substring(0, Math.min(12, version.digest().length())),
                        version.interval().toSeconds(),
                        String.join(", ", version.regions())));
        change.ended().stream()
                .filter(version -> change.after().inForce(version.watch()).isEmpty())
                .forEach(version -> log.info("{}: removed, off from now on", version.watch()));
        mistakes.stream()
                .filter(mistake -> !state.mistakes.contains(mistake))
                .map(Mistake::problem)
                .forEach(problem -> log.warn("{}: {}", problem.place(), words(problem)));
    }

    private static String words(Problem problem) {
        return Stream.of(problem.message(), problem.label(), problem.hint().orElse(""))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("; "));
    }
}
