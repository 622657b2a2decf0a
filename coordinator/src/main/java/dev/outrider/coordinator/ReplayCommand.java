package dev.outrider.coordinator;

import dev.outrider.coordinator.replay.Replay;
import dev.outrider.coordinator.replay.Replay.Parsed;
import dev.outrider.coordinator.replay.ReplayAnswer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code outrider replay}. */
@Command(
        name = "outrider replay",
        mixinStandardHelpOptions = true,
        version = "outrider " + CoordinatorMain.VERSION,
        description = {
            "Reckons a history from a file alone, as a coordinator would, and prints it as JSON.",
            "Of several files it prints a list, in their order."
        })
public final class ReplayCommand implements Callable<Integer> {
    private static final int WRONG_FILE = 3;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "journey, window and results, as JSON")
    private List<Path> files = List.of();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    public static void main(String[] args) {
        System.exit(new CommandLine(new ReplayCommand()).execute(args));
    }

    /** Prints all answers, or all that is wrong with the files and no answer. */
    @Override
    public Integer call() {
        List<JsonObject> answers = new ArrayList<>();
        files.forEach(file -> answer(file).ifPresent(answers::add));
        if (answers.size() < files.size()) {
            return WRONG_FILE;
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(
                answers.size() == 1 ? answers.getFirst().encodePrettily() : new JsonArray(answers).encodePrettily());
        out.flush();
        return 0;
    }

    private Optional<JsonObject> answer(Path file) {
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException failed) {
            return refuse("outrider replay: %s cannot be read: %s".formatted(file, failed));
        }
        return switch (Replay.parse(file.toString(), text)) {
            case Parsed.Ready(Replay replay) -> Optional.of(ReplayAnswer.of(replay));
            case Parsed.Rejected(var problem) -> refuse(problem.render(text));
        };
    }

    private Optional<JsonObject> refuse(String message) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(message);
        err.flush();
        return Optional.empty();
    }
}
