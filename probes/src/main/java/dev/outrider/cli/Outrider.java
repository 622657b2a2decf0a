package dev.outrider.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code outrider}. Exit codes: 0 fine, 1 a journey failed, 2 usage, 3 an invalid script, 4 could not run. */
@Command(
        name = "outrider",
        description = "Rides ahead of your customers: writes, checks and runs their journeys.",
        mixinStandardHelpOptions = true,
        versionProvider = Outrider.Version.class,
        subcommands = {
            Init.class,
            Import.class,
            Lint.class,
            Explain.class,
            Run.class,
            Probe.class,
            Mutate.class,
            Completion.class
        })
public final class Outrider implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    public static void main(String[] arguments) {
        // An author's desk has no log: without this, the log facade says so in three lines on every command.
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        System.exit(execute(arguments, out(System.out), out(System.err)));
    }

    /** UTF-8 whatever the machine's locale says, written in one piece. */
    private static PrintStream out(OutputStream stream) {
        return new PrintStream(stream, true, StandardCharsets.UTF_8);
    }

    /** Runs a command line and gives its exit code; tests call it. */
    static int execute(String[] arguments, PrintStream out, PrintStream err) {
        CommandLine commandLine = new CommandLine(new Outrider())
                .setOut(new java.io.PrintWriter(out, true, StandardCharsets.UTF_8))
                .setErr(new java.io.PrintWriter(err, true, StandardCharsets.UTF_8))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(new Mistyped())
                .setExecutionExceptionHandler((failure, line, parsed) -> {
                    line.getErr().println("error: " + failure.getMessage());
                    return ExitCode.COULD_NOT_RUN;
                });
        versioned(commandLine);
        return commandLine.execute(arguments);
    }

    /** Every command tells its version. */
    private static void versioned(CommandLine command) {
        command.getCommandSpec().versionProvider(new Version());
        command.getSubcommands().values().forEach(Outrider::versioned);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do");
    }

    /** What {@code --version} prints. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Outrider.class.getPackage().getImplementationVersion();
            return new String[] {"outrider " + (version == null ? "(built from source)" : version)};
        }
    }
}
