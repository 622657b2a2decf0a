package dev.outrider.cli;

import dev.outrider.result.Evidence;
import dev.outrider.result.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/** Puts what a browser showed where its author can look at it. */
record Pictures(Path folder) {
    /** Where the system keeps what may go. */
    static Pictures temporary() {
        return new Pictures(Path.of(System.getProperty("java.io.tmpdir"), "outrider-pictures"));
    }

    /** Where the picture lies, or why it does not. */
    String keep(RunResult run, Evidence.View view) {
        if (view.picture().isEmpty()) {
            return "no picture could be taken";
        }
        try {
            Path file = Files.createDirectories(folder)
                    .resolve("%s-%d-%s.jpg"
                            .formatted(
                                    run.key().journey().replaceAll("[^a-z0-9-]", "-"), view.step() + 1, run.runId()));
            Files.write(file, Base64.getDecoder().decode(view.picture().get()));
            return "picture: " + file;
        } catch (IOException failed) {
            return "the picture cannot be written: " + failed.getMessage();
        }
    }
}
