package dev.outrider.cli;

import dev.outrider.result.Outcome;
import dev.outrider.result.RunResult;
import dev.outrider.result.StepResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A run as a suite of cases: one a step, and one more for what no step says. */
final class RunXml {
    private RunXml() {}

    static JUnitXml.Suite suite(Script script, RunResult run) {
        return suite(
                script, run, new RunText(run, script, Paint.NONE, false, Optional.empty(), Optional.empty()).text());
    }

    /** @param detail all that is told of the run; a script that is no file is not named as one */
    static JUnitXml.Suite suite(Script script, RunResult run, String detail) {
        boolean isFile = Files.exists(Path.of(script.folder() + script.path()));
        List<JUnitXml.Case> cases = new ArrayList<>();
        for (StepResult step : run.steps()) {
            cases.add(new JUnitXml.Case(
                    (step.cleanup() ? "finally: " : "") + step.name(),
                    script.folder() + script.path(),
                    isFile ? step.line() : 0,
                    step.timings().total(),
                    verdict(step, detail),
                    said(step.outcome())));
        }
        if (isOfTheRun(run)) {
            cases.add(new JUnitXml.Case(
                    "the run", script.folder() + script.path(), 0, Duration.ZERO, whole(run, detail), ""));
        }
        return new JUnitXml.Suite(run.key().journey(), run.duration(), cases);
    }

    /** A clean-up that failed is told, and fails nothing: it never changes a verdict. */
    private static JUnitXml.Verdict verdict(StepResult step, String detail) {
        return switch (step.outcome()) {
            case Outcome.Passed passed -> new JUnitXml.Verdict.Passed();
            case Outcome.Degraded degraded -> new JUnitXml.Verdict.Passed();
            case Outcome.Failed(Outcome.Fault fault, String why) ->
                step.cleanup()
                        ? new JUnitXml.Verdict.Skipped("the clean-up failed: " + why)
                        : new JUnitXml.Verdict.Failed(why, detail);
            case Outcome.Errored(Outcome.Trouble trouble, String why) ->
                step.cleanup()
                        ? new JUnitXml.Verdict.Skipped("the clean-up could not run: " + why)
                        : new JUnitXml.Verdict.Errored(why, detail);
            case Outcome.Skipped(String why) -> new JUnitXml.Verdict.Skipped(why);
        };
    }

    private static String said(Outcome outcome) {
        return outcome instanceof Outcome.Degraded(List<String> reasons, boolean slow)
                ? "degraded: " + String.join("; ", reasons)
                : "";
    }

    private static boolean isOfTheRun(RunResult run) {
        return run.steps().isEmpty()
                || (run.outcome() instanceof Outcome.Errored
                        && run.steps().stream().noneMatch(step -> step.outcome() instanceof Outcome.Errored));
    }

    private static JUnitXml.Verdict whole(RunResult run, String detail) {
        return run.outcome() instanceof Outcome.Errored(Outcome.Trouble trouble, String why)
                ? new JUnitXml.Verdict.Errored(why, detail)
                : new JUnitXml.Verdict.Passed();
    }
}
