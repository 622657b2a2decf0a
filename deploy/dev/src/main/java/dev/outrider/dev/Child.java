package dev.outrider.dev;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A process of the fleet: its log in one file, its standard output watched for the line {@code ready: …}.
 * It dies with this JVM: see {@link LocalFleet#close()}.
 */
public final class Child {
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final int SENTENCE_LINES = 8;

    private final String name;
    private final Path log;
    private final Process process;
    private final CompletableFuture<String> ready = new CompletableFuture<>();

    private Child(String name, Path log, Process process) {
        this.name = name;
        this.log = log;
        this.process = process;
    }

    /** Starts the process; {@link #awaitReady} tells when it serves. */
    static Child start(String name, List<String> command, Map<String, String> environment, Path log) {
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            ProcessBuilder builder = new ProcessBuilder(command);
            builder.environment().putAll(environment);
            builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
            Child child = new Child(name, log, builder.start());
            // Not a virtual thread: a read from a pipe holds its carrier for as long as the process says nothing.
            Thread.ofPlatform().daemon().name("output of " + name).start(child::watchOutput);
            return child;
        } catch (IOException failure) {
            throw new StartFailed("%s could not be started: %s".formatted(name, failure.getMessage()));
        }
    }

    private void watchOutput() {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                if (line.startsWith("ready:")) {
                    ready.complete(line.substring("ready:".length()).strip());
                }
                Files.writeString(
                        log,
                        line + "\n",
                        java.nio.file.StandardOpenOption.CREATE,
                        java.nio.file.StandardOpenOption.APPEND);
            }
        } catch (IOException | UncheckedIOException closed) {
            // The pipe ends with the process: what that means is said below.
        }
        ready.completeExceptionally(new StartFailed(name + " ended before it was ready: " + lastWords()));
    }

    /**
     * Waits for the line {@code ready: …} and returns what stands behind it.
     *
     * @throws StartFailed with the last lines of its log when it ended, or was not ready in time
     */
    public String awaitReady(Duration limit) {
        try {
            return ready.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            throw new StartFailed("%s was not ready within %d s; its log is %s:%n%s"
                    .formatted(name, limit.toSeconds(), log, lastWords()));
        } catch (ExecutionException failure) {
            throw failure.getCause() instanceof StartFailed why ? why : new StartFailed(name + ": " + failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new StartFailed("interrupted while " + name + " was starting");
        }
    }

    private String lastWords() {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - SENTENCE_LINES), lines.size()));
        } catch (IOException | UncheckedIOException unreadable) {
            return "(no log)";
        }
    }

    public String name() {
        return name;
    }

    public long pid() {
        return process.pid();
    }

    public boolean alive() {
        return process.isAlive();
    }

    public Path log() {
        return log;
    }

    /** As {@code kill -9}: no farewell. */
    public void kill() {
        process.destroyForcibly();
        waitFor(GRACE);
    }

    /** Asks it to end, as {@code kill} does. */
    public void terminate() {
        process.destroy();
    }

    /** Waits until it has ended; false when it has not within the limit. */
    public boolean waitFor(Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Exit code of a process that has ended. */
    public int exitCode() {
        return process.exitValue();
    }
}
