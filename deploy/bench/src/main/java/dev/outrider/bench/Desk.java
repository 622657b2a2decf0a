package dev.outrider.bench;

import dev.outrider.journey.Journey;
import dev.outrider.result.Cause;
import dev.outrider.result.RunResult;
import dev.outrider.run.Keep;
import dev.outrider.run.RunRequest;
import dev.outrider.run.Runner;
import dev.outrider.script.Compiled;
import dev.outrider.script.Compiler;
import dev.outrider.script.Environment;
import dev.outrider.script.Sources;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Runs journeys as an agent does: compiled from a script, on a virtual thread, with full evidence. */
record Desk(Runner runner) {
    private static final String FILE = "bench.journey.yaml";

    /** Of one step that asks for this. */
    static Journey journey(String url, Duration timeout) {
        String script = """
                journey: bench
                owner: bench
                schedule: every 1h
                steps:
                  - name: Ask
                    GET: "%s"
                    timeout: %ds
                """.formatted(url, timeout.toSeconds());
        Compiled compiled = Compiler.compile(new Sources(Map.of(FILE, script)), FILE, Optional.empty());
        return switch (compiled) {
            case Compiled.Ready ready -> ready.journey();
            case Compiled.Rejected(var problems) -> throw new IllegalStateException("our own script: " + problems);
        };
    }

    RunResult run(Journey journey) {
        RunResult.Key key = new RunResult.Key(journey.id(), "", "bench", Instant.EPOCH, Cause.MANUAL);
        RunRequest request = new RunRequest(key, "bench", "", "bench", 0, 1, Duration.ZERO, Keep.ALWAYS);
        FutureTask<RunResult> task = new FutureTask<>(() -> runner.run(journey, Environment.NONE, request));
        Thread.ofVirtual().start(task);
        try {
            return task.get();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", stopped);
        } catch (ExecutionException broken) {
            throw new IllegalStateException(broken.getCause());
        }
    }
}
