package dev.outrider.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/** Whether a file can be written, and why not, before the work is done that it should hold. */
final class Writing {
    private Writing() {}

    /** The reason, as far as it can be known before. */
    static Optional<String> prevented(Path file) {
        Path folder = Objects.requireNonNullElse(file.toAbsolutePath().getParent(), file);
        if (Files.isDirectory(file)) {
            return Optional.of("it is a folder; name a file in it");
        }
        if (!Files.isDirectory(folder)) {
            return Optional.of("there is no folder " + folder);
        }
        if (Files.exists(file) ? !Files.isWritable(file) : !Files.isWritable(folder)) {
            return Optional.of("this user may not write " + (Files.exists(file) ? "it" : "in " + folder));
        }
        return Optional.empty();
    }

    /** The reason of a failure; what the system says is often the path alone. */
    static String reason(Path file, IOException failed) {
        return prevented(file).orElseGet(() -> String.valueOf(failed.getMessage()));
    }
}
