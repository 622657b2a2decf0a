package dev.outrider.cli;

import dev.outrider.desk.draft.ProbeDraft;
import dev.outrider.result.Outcome;
import dev.outrider.result.RunResult;
import dev.outrider.run.RunSettings;
import dev.outrider.script.Compiled;
import dev.outrider.script.Environment;
import dev.outrider.script.Sources;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
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

/** Looks at one address without a file, and shows all that was seen on the way. */
@Command(
        name = "probe",
        description = {
            "Looks at an address once from here: where it leads, who answers with which certificate, where the time goes, and what a journey would say of it.",
            "",
            "https://HOST/PATH and http:// ask with GET and follow redirects; tls://HOST[:PORT] makes a handshake; tcp://HOST:PORT connects; dns://NAME[?type=MX&server=ADDRESS] asks a resolver. It gives up after 8 s.",
            "",
            "Exit codes: 0 it is fine or degraded, 1 it is broken, 2 this cannot be asked, 4 it could not be found out from here."
        },
        mixinStandardHelpOptions = true)
final class Probe implements Callable<Integer> {
    /** With the start of this program it stays within ten seconds. */
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private static final String FILE = "probe.journey.yaml";

    @Parameters(paramLabel = "URL", description = "What to look at, for example https://shop.example.com/.")
    private String url = "";

    @Option(
            names = "--save",
            paramLabel = "FILE|DIR",
            description = "Write a journey that expects what was seen; in a folder it is named after host and path.")
    private @Nullable Path save;

    @Option(names = "--owner", paramLabel = "TEAM", description = "Who answers for it (default: team-shop).")
    private String owner = "team-shop";

    @Option(names = "--ca", paramLabel = "FILE", description = "Certificates (PEM) to trust beside the system's.")
    private @Nullable Path authorities;

    @Mixin
    private Reporting reporting = new Reporting();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        ProbeTarget target = target();
        Optional<ProbeFile> file = Optional.ofNullable(save).map(place -> file(place, target));
        RunSettings settings =
                authorities == null ? RunSettings.DEFAULT : RunSettings.DEFAULT.withAuthorities(authorities);
        try (Bench bench = new Bench(settings, err())) {
            return Bench.interruptible(err(), () -> {
                Probed probed = new Probed();
                Script script = script(target);
                probed.over(look(bench, script, probed));
                show(script, probed);
                file.ifPresent(wanted -> wanted.write(target, probed, err()));
                return code(probed.run().outcome());
            });
        }
    }

    private ProbeTarget target() {
        try {
            return ProbeTarget.of(url);
        } catch (IllegalArgumentException unaskable) {
            throw usage(String.valueOf(unaskable.getMessage()));
        }
    }

    private ProbeFile file(Path place, ProbeTarget target) {
        try {
            return ProbeFile.at(place, owner, target);
        } catch (IllegalArgumentException unwritable) {
            throw usage(String.valueOf(unwritable.getMessage()));
        }
    }

    private static Script script(ProbeTarget target) {
        ProbeDraft.Look look = new ProbeDraft.Look("probe", "nobody", target.host(), Optional.empty(), target.action());
        return new Script("", new Sources(Map.of(FILE, ProbeDraft.bare(look, PATIENCE))), FILE);
    }

    private static RunResult look(Bench bench, Script script, Probed probed) {
        return switch (script.compiled()) {
            case Compiled.Ready ready -> bench.run(ready.journey(), Environment.NONE, "local", probed);
            case Compiled.Rejected(var problems) ->
                throw new IllegalStateException(
                        "this address makes no journey: " + problems.getFirst().message());
        };
    }

    private void show(Script script, Probed probed) {
        PrintWriter out = spec.commandLine().getOut();
        var now = InstantSource.system().instant();
        switch (reporting.output()) {
            case TEXT -> out.print(new ProbeText(probed, reporting.paint(), now).text());
            case JSON -> out.println(new ProbeJson(probed, now).text());
            case JUNIT -> {
                String seen = new ProbeText(probed, Paint.NONE, now).text();
                out.println(JUnitXml.of(List.of(RunXml.suite(script, probed.run(), seen))));
            }
        }
        out.flush();
    }

    private static int code(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Passed passed -> ExitCode.FINE;
            case Outcome.Degraded degraded -> ExitCode.FINE;
            case Outcome.Failed failed -> ExitCode.FAILED;
            case Outcome.Errored errored -> ExitCode.COULD_NOT_RUN;
            case Outcome.Skipped skipped -> ExitCode.COULD_NOT_RUN;
        };
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
