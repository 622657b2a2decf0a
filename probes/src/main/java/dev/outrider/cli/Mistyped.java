package dev.outrider.cli;

import dev.outrider.source.Similar;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in three lines what of a command line was not understood, what was meant perhaps, and where to read more. */
final class Mistyped implements IParameterExceptionHandler {
    @Override
    public int handleParseException(ParameterException wrong, String[] arguments) {
        CommandLine command = wrong.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("error: " + message(wrong));
        meant(wrong).ifPresent(meant -> err.println("  did you mean '" + meant + "'?"));
        String name = command.getCommandSpec().qualifiedName();
        err.println(
                command.getSubcommands().isEmpty()
                        ? "  '" + name + " --help' tells more"
                        : "  there are: " + String.join(", ", commands(command)) + "; '" + name
                                + " COMMAND --help' tells more");
        return ExitCode.USAGE;
    }

    private static String message(ParameterException wrong) {
        String word = word(wrong);
        if (word.isEmpty()) {
            String message = String.valueOf(wrong.getMessage()).replaceFirst("^Error: ", "");
            return message.isEmpty() ? message : Character.toLowerCase(message.charAt(0)) + message.substring(1);
        }
        if (word.startsWith("-")) {
            return "there is no option '" + word + "'";
        }
        return wrong.getCommandLine().getSubcommands().isEmpty()
                ? "'" + word + "' is too much"
                : "there is no command '" + word + "'";
    }

    private static Optional<String> meant(ParameterException wrong) {
        CommandLine command = wrong.getCommandLine();
        String word = word(wrong);
        if (word.startsWith("-")) {
            List<String> options = command.getCommandSpec().options().stream()
                    .map(OptionSpec::longestName)
                    .toList();
            int value = word.indexOf('=');
            return Similar.to(value < 0 ? word : word.substring(0, value), options);
        }
        return word.isEmpty()
                ? Optional.empty()
                : Similar.to(word, commands(command))
                        .map(near -> command.getCommandSpec().qualifiedName() + " " + near);
    }

    /** The first word that nothing takes; empty when something else is wrong. */
    private static String word(ParameterException wrong) {
        return wrong instanceof UnmatchedArgumentException unmatched
                        && !unmatched.getUnmatched().isEmpty()
                ? unmatched.getUnmatched().getFirst()
                : "";
    }

    private static List<String> commands(CommandLine command) {
        List<String> commands = new ArrayList<>(command.getSubcommands().keySet());
        if (command.getParent() == null) {
            commands.addAll(elsewhere());
        }
        return commands.stream().sorted().toList();
    }

    /** The commands that the launcher starts other programs for. */
    static List<String> elsewhere() {
        return Arrays.stream(System.getProperty("outrider.commands", "").split(",", -1))
                .filter(name -> !name.isEmpty())
                .toList();
    }
}
