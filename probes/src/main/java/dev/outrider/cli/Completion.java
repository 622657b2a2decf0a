package dev.outrider.cli;

import java.util.Set;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints what makes a shell complete this command. */
@Command(
        name = "completion",
        description = {
            "Prints what makes a shell complete this command:",
            "  source <(outrider completion bash)",
            "in ~/.bashrc, or with zsh in ~/.zshrc."
        },
        mixinStandardHelpOptions = true)
final class Completion implements Callable<Integer> {
    /** Shells that it is for; zsh reads the script for bash once it has learnt to. */
    enum Shell {
        BASH(""),
        ZSH("autoload -Uz compinit bashcompinit && compinit && bashcompinit\n");

        private final String before;

        Shell(String before) {
            this.before = before;
        }
    }

    @Parameters(paramLabel = "SHELL", description = "bash or zsh.")
    private Shell shell = Shell.BASH;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        // The commands of other programs are completed by name; their options are theirs.
        CommandLine all = new CommandLine(new Outrider());
        Set<String> own = all.getSubcommands().keySet();
        Mistyped.elsewhere().stream()
                .filter(name -> !own.contains(name))
                .forEach(name -> all.addSubcommand(name, CommandSpec.create()));
        spec.commandLine().getOut().println(shell.before + AutoComplete.bash("outrider", all));
        return ExitCode.FINE;
    }
}
