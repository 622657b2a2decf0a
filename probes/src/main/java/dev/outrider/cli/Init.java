package dev.outrider.cli;

import dev.outrider.script.JsonSchema;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Begins a folder of journeys: one that passes against the demo shop, and what lets an editor complete the next. */
@Command(
        name = "init",
        description = "Begins a folder of journeys, with one that passes against the running demo.",
        mixinStandardHelpOptions = true)
final class Init implements Callable<Integer> {
    private static final String JOURNEY = "first-visit.journey.yaml";
    private static final String ENVIRONMENT = "environments/demo.yaml";
    private static final String SCHEMA = "journey.schema.json";
    private static final String EDITOR = ".vscode/settings.json";

    @Parameters(arity = "0..1", paramLabel = "DIR", description = "Where (default: here). It is made when missing.")
    private Path folder = Path.of(".");

    @Option(
            names = "--shop",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:8090",
            description = "Address of the shop (default: ${DEFAULT-VALUE}, where 'outrider demo' opens it).")
    private String shop = "";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        if (!shop.matches("https?://[^\\s\"#/][^\\s\"#]*")) {
            throw usage("--shop takes an address like http://127.0.0.1:8090, not '" + shop + "'");
        }
        List<String> there = List.of(JOURNEY, ENVIRONMENT, SCHEMA).stream()
                .filter(name -> Files.exists(folder.resolve(name)))
                .toList();
        if (!there.isEmpty()) {
            throw usage("%s is there already, and is left as it is; name another folder, or remove it first"
                    .formatted(folder.resolve(there.getFirst()).normalize()));
        }
        Map<String, String> texts = texts();
        boolean ownEditor = Files.exists(folder.resolve(EDITOR));
        if (ownEditor) {
            texts.remove(EDITOR);
        }
        texts.forEach(this::write);
        tell(texts.keySet().stream().toList(), ownEditor);
        return ExitCode.FINE;
    }

    private Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put(JOURNEY, template(JOURNEY));
        texts.put(ENVIRONMENT, template("demo.yaml").replace("SHOP", shop));
        texts.put(SCHEMA, JsonSchema.text());
        texts.put(EDITOR, template("settings.json"));
        return texts;
    }

    private static String template(String name) {
        try (InputStream file = Objects.requireNonNull(Init.class.getResourceAsStream("init/" + name), name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException("could not read the template " + name, broken);
        }
    }

    private void write(String name, String text) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(Objects.requireNonNullElse(file.getParent(), folder));
            Files.writeString(file, text);
        } catch (IOException failed) {
            throw new UncheckedIOException("could not write %s: %s".formatted(name, failed.getMessage()), failed);
        }
    }

    private void tell(List<String> names, boolean ownEditor) {
        PrintWriter err = spec.commandLine().getErr();
        names.forEach(name -> err.println("wrote " + folder.resolve(name).normalize()));
        if (ownEditor) {
            err.println("%s is yours and is left as it is; for completion put this into it:"
                    .formatted(folder.resolve(EDITOR).normalize()));
            err.print(template("settings.json"));
        }
        err.println();
        err.println("Next:");
        err.println("  outrider demo                  in another terminal, if it does not run yet: the shop it visits");
        err.println("  outrider lint " + (folder.normalize().toString().isEmpty() ? "." : folder.normalize()));
        err.println("  outrider run " + folder.resolve(JOURNEY).normalize());
        err.println("Then change " + JOURNEY + ": VS Code with its YAML extension, and any editor with a YAML language"
                + " server, completes and explains the keys.");
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
