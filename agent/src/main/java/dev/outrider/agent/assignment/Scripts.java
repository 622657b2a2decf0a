package dev.outrider.agent.assignment;

import dev.outrider.agent.assignment.Journeys.Kept;
import dev.outrider.fleet.Bundle;
import dev.outrider.fleet.Bundles;
import dev.outrider.fleet.Bundles.Likeness;
import dev.outrider.fleet.Plan;
import dev.outrider.script.Compiled;
import dev.outrider.script.Environment;
import dev.outrider.source.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Compiles bundles when they are first needed, and again when what came of it had to go for others. */
final class Scripts {
    private static final Logger log = LoggerFactory.getLogger(Scripts.class);

    private final BundleFiles files;
    private final Room room;
    private final Journeys journeys;
    private final Map<String, Opened> opened = new ConcurrentHashMap<>();
    // What many bundles have in common is held once.
    private final Map<Environment, Environment> environments = new ConcurrentHashMap<>();
    private final Map<Likeness, Likeness> likenesses = new ConcurrentHashMap<>();
    private final Map<String, String> refused = new ConcurrentHashMap<>();
    private final Map<String, Bundle> unsaved = new ConcurrentHashMap<>();
    /** More at once take more memory, and are not sooner ready. */
    private final Semaphore compiling = new Semaphore(Runtime.getRuntime().availableProcessors());

    private final AtomicLong compiled = new AtomicLong();

    /** What is remembered of a bundle, small enough for tens of thousands. */
    private sealed interface Opened {
        record Sound(Likeness likeness, Environment environment) implements Opened {}

        record Unfit(Script.Unfit why) implements Opened {}
    }

    Scripts(BundleFiles files, Room room) {
        this.files = files;
        this.room = room;
        this.journeys = new Journeys(room.journeys());
    }

    boolean has(String digest) {
        return files.has(digest) || unsaved.containsKey(digest);
    }

    /** Whether they are kept, in memory if the disk is full; that has its limit. */
    boolean accept(List<Bundle> bundles) {
        try {
            files.keep(bundles);
            bundles.forEach(bundle -> refused.remove(bundle.digest()));
            return true;
        } catch (AssignmentException full) {
            log.error("{} bundles are not kept on the disk", bundles.size(), full);
            bundles.forEach(this::keepInMemory);
            return bundles.stream().allMatch(bundle -> has(bundle.digest()));
        }
    }

    private void keepInMemory(Bundle bundle) {
        long held = unsaved.values().stream().mapToLong(Bundle::length).sum();
        if (held + bundle.length() <= room.largest()) {
            unsaved.put(bundle.digest(), bundle);
        }
    }

    /** What no coordinator will send, with the reason; until one does. */
    void refuse(String digest, String why) {
        refused.put(digest, why);
    }

    Script of(Plan.Assignment assignment) {
        return switch (opened.get(assignment.digest())) {
            case Opened.Sound(Likeness likeness, Environment environment) -> {
                Optional<Kept> kept = journeys.get(likeness);
                yield kept.isPresent()
                        ? new Script.Ready(kept.get().journey(), environment)
                        : open(assignment.digest());
            }
            case Opened.Unfit unfit -> unfit.why();
            case null -> open(assignment.digest());
        };
    }

    private Script open(String digest) {
        Optional<Bundle> bundle = Optional.ofNullable(unsaved.get(digest)).or(() -> files.bundle(digest));
        if (bundle.isEmpty()) {
            // Not remembered: it may come.
            return new Script.Unfit("its bundle has not come from the coordinator yet"
                    + Optional.ofNullable(refused.get(digest))
                            .map(why -> ": " + why)
                            .orElse(""));
        }
        compiling.acquireUninterruptibly();
        try {
            return open(bundle.get());
        } finally {
            compiling.release();
        }
    }

    private Script open(Bundle bundle) {
        Optional<Environment> values = Bundles.environment(bundle);
        Optional<Kept> same = values.flatMap(environment -> journeys.get(Bundles.likeness(bundle, environment)));
        return same.isPresent() ? ready(bundle.digest(), same.get(), values.orElseThrow()) : compile(bundle);
    }

    private Script compile(Bundle bundle) {
        compiled.incrementAndGet();
        return switch (Bundles.compile(bundle)) {
            case Compiled.Ready ready ->
                ready(
                        bundle.digest(),
                        journeys.put(
                                Bundles.likeness(bundle, ready.environment()),
                                ready.journey(bundle.journey()).orElseThrow(),
                                bundle.length()),
                        ready.environment());
            case Compiled.Rejected rejected -> {
                Script.Unfit unfit = new Script.Unfit(
                        "this agent cannot compile it, perhaps because it is older than the coordinator: "
                                + sentence(rejected.problems().getFirst()));
                opened.put(bundle.digest(), new Opened.Unfit(unfit));
                yield unfit;
            }
        };
    }

    private Script ready(String digest, Kept kept, Environment values) {
        Environment environment = environments.computeIfAbsent(values, own -> own);
        Likeness likeness = likenesses.computeIfAbsent(kept.likeness(), own -> own);
        opened.put(digest, new Opened.Sound(likeness, environment));
        return new Script.Ready(kept.journey(), environment);
    }

    void forgetAllBut(Set<String> digests) {
        files.forgetAllBut(digests);
        unsaved.keySet().retainAll(digests);
        refused.keySet().retainAll(digests);
        opened.keySet().retainAll(digests);
        likenesses.clear();
        environments.clear();
        opened.values().forEach(known -> {
            if (known instanceof Opened.Sound(Likeness likeness, Environment environment)) {
                likenesses.put(likeness, likeness);
                environments.put(environment, environment);
            }
        });
        journeys.forgetAllBut(likenesses.keySet());
    }

    /** How often anything was compiled: far more often than there are journeys, and the heap is too small for them. */
    long compiled() {
        return compiled.get();
    }

    /** Bytes of heap that compiled journeys take, about. */
    long taken() {
        return journeys.taken();
    }

    private static String sentence(Problem problem) {
        return "%s: %s".formatted(problem.place(), problem.message());
    }
}
