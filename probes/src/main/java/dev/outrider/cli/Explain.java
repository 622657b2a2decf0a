package dev.outrider.cli;

import dev.outrider.journey.Journey;
import dev.outrider.script.Compiled;
import dev.outrider.script.Environment;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says in words what a journey does, without running it. */
@Command(
        name = "explain",
        description =
                "Says in words what a script does: its steps, what each expects and captures, times, hosts, secrets.",
        mixinStandardHelpOptions = true)
final class Explain implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "A script.")
    private Path file = Path.of("");

    @Option(
            names = "--env",
            paramLabel = "NAME",
            description = "In this environment (default: in all that it runs in).")
    private @Nullable String environment;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        if (!Files.isRegularFile(file)) {
            throw usage(Script.absent(file));
        }
        Script script = Script.of(file);
        Compiled compiled = environment == null ? script.compiled() : script.compiled(environment);
        PrintWriter err = spec.commandLine().getErr();
        compiled.problems().forEach(problem -> err.println(script.tell(problem).rendered()));
        return switch (compiled) {
            case Compiled.Rejected rejected -> ExitCode.INVALID;
            case Compiled.Ready ready
            when ready.journeys().isEmpty() ->
                throw usage(file + " holds no journey: explain a script that begins with 'journey:' or 'checks:'");
            case Compiled.Ready ready -> explained(script, ready);
        };
    }

    private int explained(Script script, Compiled.Ready ready) {
        PrintWriter out = spec.commandLine().getOut();
        String between = "";
        for (Journey journey : ready.journeys()) {
            out.print(between + new Explained(journey, environments(script, journey)).text());
            between = "\n";
        }
        out.flush();
        return ExitCode.FINE;
    }

    private List<Environment> environments(Script script, Journey journey) {
        List<String> own = journey.schedule().environments();
        return script.environments().stream()
                .filter(name -> environment == null ? own.isEmpty() || own.contains(name) : name.equals(environment))
                .flatMap(name -> script.compiled(name) instanceof Compiled.Ready ready
                        ? List.of(ready.environment()).stream()
                        : List.<Environment>of().stream())
                .toList();
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
