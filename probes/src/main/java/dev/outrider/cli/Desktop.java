package dev.outrider.cli;

import dev.outrider.desk.draft.Draft;
import dev.outrider.desk.draft.Drafting;
import dev.outrider.desk.draft.Wish;
import dev.outrider.desk.recording.Recording;
import dev.outrider.script.Compiled;
import dev.outrider.script.Environment;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Where an imported journey goes, and how it is called. */
final class Desktop {
    private static final String SLUG = "[a-z][a-z0-9-]{0,62}";

    @Option(names = "--to", paramLabel = "DIR", description = "The folder of journeys (default: here).")
    private Path folder = Path.of(".");

    @Option(names = "--name", paramLabel = "ID", description = "The journey's id (default: after the recording).")
    private @Nullable String name;

    @Option(names = "--owner", paramLabel = "TEAM", description = "The team that answers for it (default: team-shop).")
    private String owner = "team-shop";

    @Option(
            names = "--env",
            paramLabel = "NAME",
            description = "The environment for addresses, accounts and secrets (default: recorded).")
    private String environment = "recorded";

    @Option(
            names = "--keep-header",
            paramLabel = "NAME",
            description = "Keep a request header that browsers send by themselves, for example Origin. Several times.")
    private List<String> headers = List.of();

    /** Writes the journey, and its environment unless there is one, and tells what to look at. */
    int put(Recording recording, String source, String suggested, CommandLine line) {
        String id = name == null ? suggested : name;
        for (String each : List.of(id, owner, environment)) {
            if (!each.matches(SLUG)) {
                throw new ParameterException(line, "'" + each + "' is not an id like checkout or team-shop");
            }
        }
        Path script = folder.resolve(id + ".journey.yaml");
        if (Files.exists(script)) {
            throw new ParameterException(
                    line, script.normalize() + " is there already, and is left as it is; --name gives another");
        }
        Wish wish = new Wish(
                id,
                owner,
                environment,
                headers.stream().map(each -> each.toLowerCase(Locale.ROOT)).collect(Collectors.toSet()),
                source);
        Optional<Draft> draft = Drafting.of(recording, wish);
        if (draft.isEmpty()) {
            line.getErr()
                    .println("error: " + source + " holds no request of a customer: only files, reports and noise");
            return ExitCode.INVALID;
        }
        write(script, schema("") + draft.get().journey());
        line.getErr().println("wrote " + script.normalize());
        if (environment(draft.get(), line.getErr())) {
            problems(script, line.getErr());
        }
        tell(draft.get(), script, line.getErr());
        return ExitCode.FINE;
    }

    private String schema(String up) {
        return Files.exists(folder.resolve("journey.schema.json"))
                ? "# yaml-language-server: $schema=" + up + "journey.schema.json\n"
                : "";
    }

    /** Whether the environment holds all that the journey needs. */
    private boolean environment(Draft draft, PrintWriter err) {
        Path file = folder.resolve("environments").resolve(environment + ".yaml");
        if (!Files.exists(file)) {
            write(file, schema("../") + draft.environment(environment));
            err.println("wrote " + file.normalize());
            return true;
        }
        Environment there =
                Script.of(file).compiled() instanceof Compiled.Ready ready ? ready.environment() : Environment.NONE;
        Map<String, String> vars = new LinkedHashMap<>(draft.vars());
        vars.entrySet().removeIf(each -> each.getValue().equals(there.vars().get(each.getKey())));
        Map<String, String> secrets = new LinkedHashMap<>(draft.secrets());
        there.secrets().forEach((each, reference) -> secrets.remove(each, reference.text()));
        boolean complete = vars.isEmpty() && secrets.isEmpty();
        err.println(file.normalize() + " is there already and is left as it is"
                + (complete ? "" : "; put this into it, or give the journey one of its own with --env:"));
        if (!complete) {
            err.print(new Draft("", vars, secrets, List.of()).environment(environment));
        }
        return complete;
    }

    /** What we write should have none; an author must not find out by running it. */
    private void problems(Path file, PrintWriter err) {
        Script script = Script.of(file);
        script.compiled(environment)
                .problems()
                .forEach(problem -> err.println(script.tell(problem).rendered()));
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(Objects.requireNonNullElse(file.getParent(), Path.of(".")));
            Files.writeString(file, text);
        } catch (IOException failed) {
            throw new UncheckedIOException("could not write %s: %s".formatted(file, failed.getMessage()), failed);
        }
    }

    private void tell(Draft draft, Path script, PrintWriter err) {
        if (!draft.notes().isEmpty()) {
            err.println("\nLook at these:");
            draft.notes().forEach(note -> err.println("  - " + note.replaceAll("\\p{Cntrl}", "?")));
        }
        String secrets = new TreeMap<>(draft.secrets())
                .values().stream()
                        .map(reference -> reference.substring("env:".length()) + "=… ")
                        .collect(Collectors.joining());
        err.println("\nNext:");
        if (!secrets.isEmpty()) {
            err.println("  (what was typed as a secret is not in the files: give it when you run)");
        }
        err.println("  " + secrets + "outrider run --env " + environment + " " + script.normalize());
    }
}
