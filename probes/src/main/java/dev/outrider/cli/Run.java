package dev.outrider.cli;

import dev.outrider.fleet.ResultCodec;
import dev.outrider.journey.Journey;
import dev.outrider.result.Cause;
import dev.outrider.result.Outcome;
import dev.outrider.result.RunId;
import dev.outrider.result.RunResult;
import dev.outrider.run.RunRequest;
import dev.outrider.run.RunSettings;
import dev.outrider.run.Runner;
import dev.outrider.script.Compiled;
import dev.outrider.script.Compiler;
import dev.outrider.script.Environment;
import io.vertx.core.Vertx;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
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
    /** How results are written. */
    enum Output {
        TEXT,
        JSON
    }

    @Parameters(paramLabel = "FILE", description = "A script.")
    private Path file = Path.of("");

    @Option(
            names = "--env",
            paramLabel = "NAME",
            description = "The environment it runs in; needed when there are several.")
    private @Nullable String environment;

    @Option(
            names = "--region",
            paramLabel = "NAME",
            description = "Run as an agent of this region would (default: local).")
    private String region = "local";

    @Option(names = "--repeat", paramLabel = "N", description = "So many times, one after the other (default: 1).")
    private int repeat = 1;

    @Option(names = "--debug", description = "Show every request and answer, secrets masked.")
    private boolean debug;

    @Option(
            names = "--secrets",
            paramLabel = "DIR",
            description = "A folder with a folder for each owner, for file: secrets.")
    private @Nullable Path secrets;

    @Option(names = "--ca", paramLabel = "FILE", description = "Certificates (PEM) to trust beside the system's.")
    private @Nullable Path authorities;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "text (default) or json, a line for each run.")
    private Output output = Output.TEXT;

    @Option(names = "--no-color", description = "Never use colours; NO_COLOR does the same.")
    private boolean noColour;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        if (!Files.isRegularFile(file)) {
            throw usage("there is no file " + file);
        }
        if (repeat < 1) {
            throw usage("--repeat " + repeat + " would run nothing; write 1 or more");
        }
        Script script = Script.of(file);
        Optional<String> chosen = chosen(script);
        Compiled compiled = Compiler.compile(script.sources(), script.path(), chosen);
        compiled.problems()
                .forEach(problem -> err().println(script.tell(problem).rendered()));
        return switch (compiled) {
            case Compiled.Rejected rejected -> ExitCode.INVALID;
            case Compiled.Ready ready
            when ready.journeys().isEmpty() ->
                throw usage(file + " holds no journey: run a script that begins with 'journey:' or 'checks:'");
            case Compiled.Ready ready -> runs(script, ready);
        };
    }

    /** The environment that was asked for, else the only one there is. */
    private Optional<String> chosen(Script script) {
        if (environment != null) {
            return Optional.of(environment);
        }
        List<String> names = script.environments();
        if (names.size() > 1) {
            throw usage("say which environment: --env " + String.join(", --env ", names));
        }
        return names.stream().findFirst();
    }

    /** On a virtual thread of its own: a Ctrl-C interrupts it, and the clean-up still has its time. */
    private int runs(Script script, Compiled.Ready ready) throws InterruptedException {
        List<RunResult> results = new ArrayList<>();
        Thread running = Thread.ofVirtual().unstarted(() -> runs(script, ready, results));
        Thread hook = new Thread(() -> {
            running.interrupt();
            joined(running);
        });
        Runtime.getRuntime().addShutdownHook(hook);
        running.start();
        running.join();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            err().println("interrupted");
        }
        return exitCode(results);
    }

    private static void joined(Thread running) {
        try {
            running.join(Duration.ofSeconds(40));
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    private void runs(Script script, Compiled.Ready ready, List<RunResult> results) {
        Vertx vertx = Vertx.vertx(Runner.options().setEventLoopPoolSize(1));
        RandomGenerator random = new SecureRandom();
        try (Runner runner = new Runner(vertx, settings(), InstantSource.system(), random)) {
            runner.warmUp();
            Environment here = ready.environment().forRegion(region);
            for (int i = 0; i < repeat && !Thread.currentThread().isInterrupted(); i++) {
                for (Journey journey : ready.journeys()) {
                    RunResult result = runner.run(journey, here, request(journey, here, random));
                    results.add(result);
                    show(script, result);
                }
            }
        } finally {
            vertx.close().await();
        }
    }

    private RunSettings settings() {
        RunSettings settings = RunSettings.DEFAULT;
        if (secrets != null) {
            settings = settings.withSecrets(secrets);
        }
        return authorities == null ? settings : settings.withAuthorities(authorities);
    }

    private RunRequest request(Journey journey, Environment here, RandomGenerator random) {
        Instant now = InstantSource.system().instant();
        return new RunRequest(
                new RunResult.Key(journey.id(), here.name(), region, now, Cause.MANUAL),
                RunId.of(now, random),
                "",
                "desk",
                0,
                1,
                Duration.ZERO,
                debug);
    }

    private void show(Script script, RunResult result) {
        PrintWriter out = spec.commandLine().getOut();
        switch (output) {
            case TEXT -> out.println(new RunText(result, script, Paint.of(noColour, System.getenv()), debug).text());
            case JSON -> out.println(new String(ResultCodec.encode(result), StandardCharsets.UTF_8));
        }
    }

    /** A fail outweighs what could not run: it is the news. */
    private static int exitCode(List<RunResult> results) {
        int code = ExitCode.FINE;
        for (RunResult result : results) {
            switch (result.outcome()) {
                case Outcome.Passed passed -> {}
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
