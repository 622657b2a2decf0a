package dev.outrider.coordinator.catalog;

import dev.outrider.fleet.Bundles;
import dev.outrider.journey.Journey;
import dev.outrider.script.Compiled;
import dev.outrider.script.Compiler;
import dev.outrider.script.FolderCompiler;
import dev.outrider.script.Sources;
import dev.outrider.source.Place;
import dev.outrider.source.Position;
import dev.outrider.source.Problem;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Compiles all scripts of a folder in all environments that are served. */
final class Scripts {
    private final Sources sources;
    private final List<String> regions;
    private final Map<Watch, Entry> entries = new TreeMap<>();
    private final Set<String> broken = new TreeSet<>();
    private final Set<Problem> problems = new LinkedHashSet<>();

    private Scripts(Sources sources, List<String> regions) {
        this.sources = sources;
        this.regions = regions;
    }

    static Reading read(Sources sources, Judging judging) {
        Scripts scripts = new Scripts(sources, judging.regions());
        FolderCompiler compiler = new FolderCompiler(sources);
        List<String> names = judging.environments();
        // Compiling is all that a start of a large catalog does: on every core, and taken in the order of the paths.
        sources.scripts().parallelStream()
                .map(script -> new Made(script, compiler.compile(script, names)))
                .forEachOrdered(made -> scripts.take(made, names));
        List<Mistake> mistakes = scripts.problems.stream()
                .map(problem -> new Mistake(
                        problem,
                        problem.render(sources.text(problem.place().file()).orElse(""))))
                .toList();
        return new Reading(List.copyOf(scripts.entries.values()), scripts.broken, mistakes);
    }

    /** @param compiled in each environment */
    private record Made(String script, List<Compiled> compiled) {}

    private void take(Made made, List<String> environments) {
        for (int i = 0; i < environments.size(); i++) {
            take(made.script(), environments.get(i), made.compiled().get(i));
        }
    }

    private void take(String script, String environment, Compiled compiled) {
        switch (compiled) {
            case Compiled.Ready ready -> {
                problems.addAll(ready.warnings());
                ready.journeys().stream()
                        .filter(journey -> isServed(journey, environment))
                        .forEach(journey -> add(script, ready, journey));
            }
            case Compiled.Rejected rejected -> {
                if (!isForOthers(script, environment)) {
                    problems.addAll(rejected.problems());
                    broken.add(script);
                }
            }
        }
    }

    private static boolean isServed(Journey journey, String environment) {
        List<String> named = journey.schedule().environments();
        return named.isEmpty() || named.contains(environment);
    }

    /** A script that names other environments is not wrong for not knowing ours. */
    private boolean isForOthers(String script, String environment) {
        return Compiler.compile(sources, script, Optional.empty()) instanceof Compiled.Ready ready
                && ready.journeys().stream().noneMatch(journey -> isServed(journey, environment));
    }

    private void add(String script, Compiled.Ready ready, Journey journey) {
        Watch watch = new Watch(journey.id(), ready.environment().name());
        Entry entry = new Entry(watch, journey, Bundles.pack(sources, script, ready, journey.id()), script);
        complainOfRegions(script, journey);
        Entry first = entries.putIfAbsent(watch, entry);
        if (first != null) {
            problems.add(Problem.error(
                            new Place(script, Position.START, 1),
                            "there is already a journey '%s' in %s".formatted(journey.id(), first.file()))
                    .hint("give each journey its own id: history hangs on it"));
        }
    }

    private void complainOfRegions(String script, Journey journey) {
        List<String> unknown = journey.schedule().regions().stream()
                .filter(region -> !regions.contains(region))
                .toList();
        if (!unknown.isEmpty()) {
            problems.add(Problem.warning(
                            new Place(script, Position.START, 1),
                            "'%s' names regions that are not expected here: %s"
                                    .formatted(journey.id(), String.join(", ", unknown)),
                            "")
                    .hint("the coordinator expects %s (its setting --regions)".formatted(String.join(", ", regions))));
        }
    }
}
