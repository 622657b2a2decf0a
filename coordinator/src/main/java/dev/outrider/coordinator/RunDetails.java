package dev.outrider.coordinator;

import dev.outrider.coordinator.api.Views.RunDetail;
import dev.outrider.coordinator.catalog.Catalog;
import dev.outrider.coordinator.catalog.Watch;
import dev.outrider.coordinator.ingest.Cursor;
import dev.outrider.coordinator.ingest.ResultStore;
import dev.outrider.coordinator.ingest.RunQuery;
import dev.outrider.coordinator.ingest.RunSummary;
import dev.outrider.fleet.Bundle;
import dev.outrider.result.Changes;
import dev.outrider.result.Outcome;
import dev.outrider.result.RunResult;
import dev.outrider.result.StepResult;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** One run as its page shows it: with the lines of its script, and its neighbours. */
record RunDetails(Catalog catalog, Listings listings, ResultStore results) {
    Optional<RunDetail> of(String id) {
        return results.run(id).map(this::detail);
    }

    private RunDetail detail(RunResult run) {
        Watch watch = new Watch(run.key().journey(), run.key().environment());
        Optional<Bundle> bundle = catalog.bundle(run.version());
        RunSummary summary = RunSummary.of(run);
        Optional<RunSummary> good = before(watch, summary, Optional.of("pass"));
        return new RunDetail(
                run,
                listings.listed(watch),
                bundle.map(found -> sources(run, found)).orElse(Map.of()),
                bundle.map(Bundle::script),
                before(watch, summary, Optional.empty()),
                results.next(summary),
                good,
                good.map(other -> changes(run, other)).orElse(Map.of()));
    }

    /** By the index of the step in a run that is no pass. */
    private Map<Integer, List<String>> changes(RunResult run, RunSummary good) {
        Map<Integer, List<String>> changes = new HashMap<>();
        List<StepResult> before = run.outcome() instanceof Outcome.Passed
                ? List.of()
                : results.run(good.runId()).map(RunResult::steps).orElse(List.of());
        for (int i = 0; i < Math.min(before.size(), run.steps().size()); i++) {
            StepResult now = run.steps().get(i);
            if (now.attempts() > 0 && now.name().equals(before.get(i).name())) {
                changes.put(i, Changes.of(before.get(i), now));
            }
        }
        return changes;
    }

    private Optional<RunSummary> before(Watch watch, RunSummary run, Optional<String> outcome) {
        return results
                .runs(new RunQuery(watch, Optional.of(run.key().region()), outcome, 1, Optional.of(Cursor.of(run))))
                .stream()
                .findFirst();
    }

    /** The lines that its steps and what was not met stand on, by {@code file:line}. */
    private static Map<String, String> sources(RunResult run, Bundle bundle) {
        Map<String, String> sources = new HashMap<>();
        run.steps().stream()
                .flatMap(step -> Stream.concat(
                        Stream.of(new Line(bundle.script(), step.line())),
                        step.expectations().stream().map(unmet -> new Line(unmet.file(), unmet.line()))))
                .forEach(line -> line.in(bundle.files()).ifPresent(text -> sources.put(line.name(), text)));
        return sources;
    }

    private record Line(String file, int number) {
        String name() {
            return file + ":" + number;
        }

        Optional<String> in(Map<String, String> files) {
            List<String> lines = files.getOrDefault(file, "").lines().toList();
            return number >= 1 && number <= lines.size() ? Optional.of(lines.get(number - 1)) : Optional.empty();
        }
    }
}
