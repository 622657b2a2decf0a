package dev.outrider.cli;

import dev.outrider.desk.recording.HarWriter;
import dev.outrider.journey.Journey;
import dev.outrider.result.Outcome;
import dev.outrider.result.RunResult;
import dev.outrider.result.TraceLink;
import dev.outrider.run.Keep;
import dev.outrider.run.Onlooker;
import dev.outrider.run.RunSettings;
import dev.outrider.script.Compiled;
import dev.outrider.script.Environment;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs the journeys of a script from this desk, and shows what they found. Nothing is stored or sent anywhere. */
@Command(
        name = "run",
        description = "Runs a script once from here and shows what it found.",
        mixinStandardHelpOptions = true)
final class Run implements Callable<Integer> {
    /** What ends with exit code 1. */
    enum FailOn {
        FAIL,
        DEGRADED
    }

    @Parameters(paramLabel = "FILE", description = "A script.")
    private Path file = Path.of("");

    @Mixin
    private Standpoint standpoint = new Standpoint();

    @Option(names = "--repeat", paramLabel = "N", description = "So many times, one after the other (default: 1).")
    private int repeat = 1;

    @Option(
            names = "--fail-on",
            paramLabel = "OUTCOME",
            description =
                    "The least that ends with exit code 1: fail (default), or degraded, which a failed clean-up counts as.")
    private FailOn failOn = FailOn.FAIL;

    @Option(names = "--watch", description = "Run again whenever the script or what it uses is saved, until Ctrl-C.")
    private boolean watch;

    @Option(
            names = "--debug",
            description = "Show every request, also as a curl command, and every answer; secrets masked.")
    private boolean debug;

    @Option(
            names = "--trace-link",
            paramLabel = "URL",
            defaultValue = "${env:OUTRIDER_TRACE_LINK}",
            description =
                    "Show the run's trace as a link, https://…/{trace}; also the variable OUTRIDER_TRACE_LINK. {from} and {to} become a minute before the run and a minute after it, in ms since 1970.")
    private @Nullable String traceLink;

    @Option(
            names = "--har",
            paramLabel = "FILE",
            description = "Write what was said as an HTTP Archive, which browsers open; secrets masked.")
    private @Nullable Path har;

    @Mixin
    private Reporting reporting = new Reporting();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        if (!Files.isRegularFile(file)) {
            throw usage(Script.absent(file));
        }
        if (repeat < 1) {
            throw usage("--repeat " + repeat + " would run nothing; write 1 or more");
        }
        Optional.ofNullable(har).flatMap(Writing::prevented).ifPresent(reason -> {
            throw usage("cannot write --har " + har + ": " + reason);
        });
        RunReport report = RunReport.of(reporting, out(), debug, link());
        try (Bench bench = new Bench(standpoint.settings(RunSettings.DEFAULT), err())) {
            int code = Bench.interruptible(err(), () -> watch ? rounds(bench, report) : round(bench, report));
            report.end();
            return code;
        }
    }

    private Optional<TraceLink> link() {
        try {
            return Optional.ofNullable(traceLink).map(TraceLink::new);
        } catch (IllegalArgumentException wrong) {
            throw usage("--trace-link " + wrong.getMessage());
        }
    }

    /** A round each time the author saves; ends with an interrupt. */
    private int rounds(Bench bench, RunReport report) {
        FileWatch files = new FileWatch(file);
        int code = ExitCode.FINE;
        try {
            while (true) {
                code = watched(bench, report);
                err().println("watching " + file + ": save it to run it again, Ctrl-C to end");
                files.await();
            }
        } catch (InterruptedException enough) {
            return code;
        }
    }

    /** What would end a single run is told, and may be mended. */
    private int watched(Bench bench, RunReport report) {
        try {
            return round(bench, report);
        } catch (ParameterException wrong) {
            err().println("error: " + wrong.getMessage());
            return ExitCode.USAGE;
        }
    }

    /** Compiles the file as it is now, and runs it when it can. */
    private int round(Bench bench, RunReport report) {
        Script script = Script.of(file);
        Compiled compiled = standpoint.compiled(script);
        List<Script.Told> problems =
                compiled.problems().stream().map(script::tell).toList();
        problems.forEach(problem -> err().println(problem.rendered()));
        return switch (compiled) {
            case Compiled.Rejected rejected -> {
                report.rejected(script, problems);
                yield ExitCode.INVALID;
            }
            case Compiled.Ready ready
            when ready.journeys().isEmpty() ->
                throw usage(file + " holds no journey: run a script that begins with 'journey:' or 'checks:'");
            case Compiled.Ready ready -> runs(bench, script, ready, report);
        };
    }

    private int runs(Bench bench, Script script, Compiled.Ready ready, RunReport report) {
        List<RunResult> results = new ArrayList<>();
        Environment here = standpoint.here(ready.environment());
        for (int i = 0; i < repeat && !Thread.currentThread().isInterrupted(); i++) {
            for (Journey journey : ready.journeys()) {
                RunResult result = run(bench, journey, here);
                results.add(result);
                report.found(script, result);
            }
        }
        standpoint.unused(results).forEach(pin -> err().println("warning: " + pin));
        archive(results);
        return exitCode(results);
    }

    private void archive(List<RunResult> results) {
        if (har != null) {
            try {
                Files.writeString(har, HarWriter.of(results));
            } catch (IOException cannot) {
                throw usage("cannot write --har " + har + ": " + Writing.reason(har, cannot));
            }
        }
    }

    private RunResult run(Bench bench, Journey journey, Environment here) {
        boolean live = reporting.output() == Reporting.Output.TEXT && Paint.isScreen(System.getenv());
        if (!live) {
            return bench.run(journey, here, standpoint.region(), kept(), Onlooker.NONE);
        }
        bench.prepare();
        try (LiveView view = new LiveView(out(), reporting.paint(), journey, System::nanoTime).start()) {
            return bench.run(journey, here, standpoint.region(), kept(), view);
        }
    }

    private Keep kept() {
        return debug || har != null ? Keep.ALWAYS : Keep.NEVER;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    /** A fail outweighs what could not run: it is the news. */
    private int exitCode(List<RunResult> results) {
        int code = ExitCode.FINE;
        for (RunResult result : results) {
            if (result.cleanupFailed() && failOn == FailOn.DEGRADED) {
                return ExitCode.FAILED;
            }
            switch (result.outcome()) {
                case Outcome.Passed passed -> {}
                case Outcome.Degraded degraded
                when failOn == FailOn.DEGRADED -> {
                    return ExitCode.FAILED;
                }
                case Outcome.Degraded degraded -> {}
                case Outcome.Failed failed -> {
                    return ExitCode.FAILED;
                }
                case Outcome.Errored errored -> code = ExitCode.COULD_NOT_RUN;
                case Outcome.Skipped skipped -> {}
            }
        }
        return code;
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
