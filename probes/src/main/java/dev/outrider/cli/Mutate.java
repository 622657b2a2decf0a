package dev.outrider.cli;

import dev.outrider.journey.Journey;
import dev.outrider.mutate.Found;
import dev.outrider.run.RunSettings;
import dev.outrider.script.Compiled;
import dev.outrider.script.Environment;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Asks of a journey whether it would notice: tells it lies, and lists those that pass. */
@Command(
        name = "mutate",
        description = {
            "Would it notice? Runs a script once against its target, then plays the good answers again here with one lie at a time, and lists the lies that still pass, each with the expect or slow that would catch it.",
            "",
            "The lies: the login page, an error text or another step's answer with status 200; a truncated page; an empty list; a price of 0; another id (an old order); a value that is missing or of another type; a field of a form that is gone; an answer that takes three times as long, and a second at least. Only what a customer could see counts. Time, uuid() and random are the same in every replay, nothing is waited for, and nothing but the one run reaches the target.",
            "",
            "Exit codes: 0 every lie was noticed, 1 some were not, 3 an invalid script, 4 the journey did not pass, or its own answers did not pass a second time, so that nothing can be said."
        },
        mixinStandardHelpOptions = true)
final class Mutate implements Callable<Integer> {
    /** How what was found is written. */
    enum Output {
        TEXT,
        JSON
    }

    @Parameters(paramLabel = "FILE", description = "A script.")
    private Path file = Path.of("");

    @Mixin
    private Standpoint standpoint = new Standpoint();

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Which lies are told where there is a choice (default: 1). The same seed tells the same.")
    private int seed = 1;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "text (default) or json, a line for each journey.")
    private Output output = Output.TEXT;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        if (!Files.isRegularFile(file)) {
            throw usage(Script.absent(file));
        }
        Script script = Script.of(file);
        Compiled compiled = standpoint.compiled(script);
        PrintWriter err = spec.commandLine().getErr();
        compiled.problems().forEach(problem -> err.println(script.tell(problem).rendered()));
        return switch (compiled) {
            case Compiled.Rejected rejected -> ExitCode.INVALID;
            case Compiled.Ready ready
            when ready.journeys().isEmpty() ->
                throw usage(file + " holds no journey: it must begin with 'journey:' or 'checks:'");
            case Compiled.Ready ready -> lies(ready, err);
        };
    }

    private int lies(Compiled.Ready ready, PrintWriter err) throws InterruptedException {
        Environment here = standpoint.here(ready.environment());
        // Replays wait for nothing, so a lag of this machine means nothing.
        RunSettings settings = standpoint.settings(RunSettings.DEFAULT.withStarved(Duration.ofDays(1)));
        try (Bench bench = new Bench(settings, err)) {
            return Bench.interruptible(err, () -> {
                int code = ExitCode.FINE;
                for (Journey journey : ready.journeys()) {
                    Found found = bench.mutate(journey, here, standpoint.region(), seed);
                    code = Math.max(code, code(found));
                    show(journey, found);
                }
                return code;
            });
        }
    }

    private void show(Journey journey, Found found) {
        MutateReport report = new MutateReport(journey.id(), file.toString(), found);
        spec.commandLine().getOut().println(output == Output.JSON ? report.json() : report.text());
    }

    private static int code(Found found) {
        return switch (found) {
            case Found.NotHttp notHttp -> ExitCode.COULD_NOT_RUN;
            case Found.NotPassed notPassed -> ExitCode.COULD_NOT_RUN;
            case Found.Unsteady unsteady -> ExitCode.COULD_NOT_RUN;
            case Found.Told told -> told.survivors().isEmpty() ? ExitCode.FINE : ExitCode.FAILED;
        };
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
