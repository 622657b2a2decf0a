package dev.outrider.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How long an author waits: {@code outrider lint} and {@code outrider run} as processes, with and without the cache of
 * loaded classes that the launcher makes, beside {@code java -version}. The subjects take turns.
 */
public final class StartBench {
    private static final int ROUNDS = 5;

    private StartBench() {}

    public static void main(String[] args) throws IOException {
        Path root = Path.of(args.length > 0 ? args[0] : ".").toAbsolutePath().normalize();
        Path cache = root.resolve("probes/target/outrider.aot");
        if (!Files.exists(cache)) {
            System.err.println("there is no " + cache + ": run 'deploy/outrider lint --help' once, which makes it");
            System.exit(2);
        }
        String journey = root.resolve("probes/journeys/browse.journey.yaml").toString();
        List<Subject> subjects = List.of(
                new Subject("java -version", List.of(java(), "-version")),
                outrider(root, "lint, no cache", List.of(), "lint", journey),
                outrider(root, "lint, with the cache", List.of("-XX:AOTCache=" + cache), "lint", journey),
                outrider(root, "run, no cache, nobody answers", List.of(), "run", journey, "--env", "demo"),
                outrider(
                        root,
                        "run, with the cache, nobody answers",
                        List.of("-XX:AOTCache=" + cache),
                        "run",
                        journey,
                        "--env",
                        "demo"));
        for (int round = 0; round <= ROUNDS; round++) {
            boolean counts = round > 0;
            subjects.forEach(subject -> subject.time(counts));
        }
        Figures.heading("processes, ms from start to end, " + ROUNDS + " rounds in turn");
        subjects.forEach(Subject::print);
    }

    /** A command line with the times it took. */
    private record Subject(String name, List<String> command, List<Double> millis) {
        Subject(String name, List<String> command) {
            this(name, command, new ArrayList<>());
        }

        void time(boolean counts) {
            long start = System.nanoTime();
            try {
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            if (counts) {
                millis.add((System.nanoTime() - start) / 1e6);
            }
        }

        void print() {
            new Figures(millis).print(name);
        }
    }

    private static Subject outrider(Path root, String name, List<String> flags, String... options) {
        List<String> command = new ArrayList<>(List.of(
                java(),
                "-XX:+UseSerialGC",
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-Xlog:disable"));
        command.addAll(flags);
        command.addAll(List.of("-cp", classPath(root), "dev.outrider.cli.Outrider"));
        command.addAll(List.of(options));
        return new Subject(name, command);
    }

    /** As the launcher has it, or the cache would not fit. */
    private static String classPath(Path root) {
        Path target = root.resolve("probes/target");
        try (var files = Files.list(target)) {
            Path jar = files.filter(
                            file -> file.getFileName().toString().matches("outrider-probes-[^-]*(-SNAPSHOT)?\\.jar"))
                    .findFirst()
                    .orElseThrow();
            return jar + ":" + target.resolve("lib") + "/*";
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
