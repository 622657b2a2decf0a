package dev.outrider.cli;

import dev.outrider.desk.recording.Curl;
import dev.outrider.desk.recording.Har;
import dev.outrider.desk.recording.Postman;
import dev.outrider.desk.recording.Recording;
import dev.outrider.desk.recording.Unreadable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes journeys of what a browser, a command or a collection has recorded. */
@Command(
        name = "import",
        description = "Makes a journey of a recording: a HAR, a curl command or a Postman collection.",
        mixinStandardHelpOptions = true,
        subcommands = {Import.OfHar.class, Import.OfCurl.class, Import.OfPostman.class})
final class Import implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to import: har, curl or postman");
    }

    /** What a browser saved. */
    @Command(
            name = "har",
            description = {
                "Makes a journey of a HAR that was saved with content.",
                "In Chromium: open the developer tools' network panel, do what a customer does, press the arrow",
                "\"Export HAR (with sensitive data)\"."
            },
            mixinStandardHelpOptions = true)
    static final class OfHar extends From {
        @Parameters(paramLabel = "FILE", description = "The HAR; - reads standard input.")
        private Path file = Path.of("");

        @Override
        public Integer call() {
            return make(
                    file.toString().equals("-")
                            ? "recording"
                            : file.getFileName().toString(),
                    text(file),
                    Har::read);
        }
    }

    /** What a browser copied. */
    @Command(
            name = "curl",
            description = "Makes a journey of one step of a curl command, as a browser copies it.",
            mixinStandardHelpOptions = true)
    static final class OfCurl extends From {
        @Parameters(paramLabel = "COMMAND", description = "The command, in single quotes; - reads standard input.")
        private String command = "";

        @Override
        public Integer call() {
            return make("request", command.equals("-") ? text(Path.of("-")) : command, Curl::read);
        }
    }

    /** What a team has collected. */
    @Command(
            name = "postman",
            description = "Makes a journey of a Postman collection (version 2.1), its requests in their order.",
            mixinStandardHelpOptions = true)
    static final class OfPostman extends From {
        @Parameters(paramLabel = "FILE", description = "The exported collection; - reads standard input.")
        private Path file = Path.of("");

        @Override
        public Integer call() {
            return make(
                    file.toString().equals("-")
                            ? "collection"
                            : file.getFileName().toString(),
                    text(file),
                    Postman::read);
        }
    }

    /** What the three have in common. */
    abstract static class From implements Callable<Integer> {
        @Mixin
        private Desktop desktop = new Desktop();

        @Spec
        private CommandSpec spec = CommandSpec.create();

        final int make(String source, String text, Function<String, Recording> reader) {
            Recording recording;
            try {
                recording = reader.apply(text);
            } catch (Unreadable unreadable) {
                spec.commandLine().getErr().println("error: " + unreadable.getMessage());
                return ExitCode.INVALID;
            }
            String name = source.replaceFirst("(?i)(\\.postman_collection)?\\.(har|json)$", "")
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[^a-z0-9]+", "-")
                    .replaceAll("^[^a-z]+|-+$", "");
            return desktop.put(recording, source, name.isEmpty() ? "recording" : name, spec.commandLine());
        }

        final String text(Path file) {
            if (file.toString().equals("-")) {
                return text(System.in);
            }
            if (!Files.isRegularFile(file)) {
                throw new ParameterException(spec.commandLine(), "there is no file " + file);
            }
            try (InputStream in = Files.newInputStream(file)) {
                return text(in);
            } catch (IOException failed) {
                throw new UncheckedIOException("could not read %s: %s".formatted(file, failed.getMessage()), failed);
            }
        }

        private static String text(InputStream in) {
            try {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException failed) {
                throw new UncheckedIOException("could not read the recording: " + failed.getMessage(), failed);
            }
        }
    }
}
