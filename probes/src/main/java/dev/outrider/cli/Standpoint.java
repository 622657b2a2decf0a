package dev.outrider.cli;

import dev.outrider.run.RunSettings;
import dev.outrider.script.Compiled;
import dev.outrider.script.Compiler;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What every command that runs a script understands: in which environment, as whose region, with which secrets and trust. */
final class Standpoint {
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

    @Option(
            names = "--secrets",
            paramLabel = "DIR",
            description = "A folder with a folder for each owner, for file: secrets.")
    private @Nullable Path secrets;

    @Option(names = "--ca", paramLabel = "FILE", description = "Certificates (PEM) to trust beside the system's.")
    private @Nullable Path authorities;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    String region() {
        return region;
    }

    /** These, with what was given. */
    RunSettings settings(RunSettings plain) {
        RunSettings settings = secrets == null ? plain : plain.withSecrets(secrets);
        return authorities == null ? settings : settings.withAuthorities(authorities);
    }

    /** For the environment that was asked for, else for the only one that the script can run in. */
    Compiled compiled(Script script) {
        if (environment != null) {
            return script.compiled(environment);
        }
        List<String> names = script.environments();
        if (names.size() < 2) {
            return Compiler.compile(
                    script.sources(), script.path(), names.stream().findFirst());
        }
        Compiled inAll = script.compiled();
        if (!(inAll instanceof Compiled.Ready ready)) {
            return inAll;
        }
        List<String> own = ready.journeys().stream()
                .flatMap(journey -> journey.schedule().environments().stream())
                .distinct()
                .toList();
        if (own.size() != 1) {
            throw new ParameterException(
                    command.commandLine(),
                    "say which environment: --env " + String.join(", --env ", own.isEmpty() ? names : own));
        }
        return script.compiled(own.getFirst());
    }
}
