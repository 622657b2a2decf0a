package dev.outrider.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Where the programs of a built checkout lie, and the command line that starts one. */
public final class Install {
    /** A program of the fleet. */
    public enum Program {
        SHOP("probes/demo-shop", "outrider-demo-shop", "dev.outrider.shop.ShopMain"),
        COORDINATOR("coordinator", "outrider-coordinator", "dev.outrider.coordinator.CoordinatorMain"),
        AGENT("agent", "outrider-agent", "dev.outrider.agent.AgentMain");

        private final String module;
        private final String artifact;
        private final String main;

        Program(String module, String artifact, String main) {
            this.module = module;
            this.artifact = artifact;
            this.main = main;
        }
    }

    private final Path root;

    public Install(Path root) {
        this.root = root;
    }

    /** The checkout that the launcher or the build named in the system property {@code outrider.root}. */
    public static Install find() {
        String root = System.getProperty("outrider.root");
        if (root == null) {
            throw new StartFailed("the system property outrider.root is not set; start this by deploy/outrider");
        }
        return new Install(Path.of(root));
    }

    /** The journeys that ship with Outrider. */
    public Path journeys() {
        return root.resolve("probes/journeys");
    }

    /** The command that starts a program, without its own options. */
    public List<String> command(Program program, List<String> jvmFlags) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--sun-misc-unsafe-memory-access=allow");
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("-XX:+UseSerialGC");
        command.addAll(jvmFlags);
        command.addAll(cache(program));
        command.add("-cp");
        command.add(classPath(program));
        command.add(program.main);
        return command;
    }

    /** The classes that the launcher has stored loaded and linked, where it has; older than a jar, it could run what that held before. */
    private List<String> cache(Program program) {
        Path cache = target(program).resolve(program.artifact + ".aot");
        try (Stream<Path> files = Files.walk(target(program).resolve("lib"))) {
            FileTime made = Files.getLastModifiedTime(cache);
            boolean fits = true;
            for (Path file : Stream.concat(files, Stream.of(jar(program))).toList()) {
                fits &= Files.getLastModifiedTime(file).compareTo(made) < 0;
            }
            return fits ? List.of("-XX:AOTCache=" + cache, "-Xlog:disable") : List.of();
        } catch (IOException none) {
            return List.of();
        }
    }

    private String classPath(Program program) {
        return jar(program) + ":" + target(program).resolve("lib") + "/*";
    }

    private Path target(Program program) {
        return root.resolve(program.module).resolve("target");
    }

    private Path jar(Program program) {
        Path target = target(program);
        try (Stream<Path> files = Files.list(target)) {
            return files.filter(file -> isJar(program, file.getFileName().toString()))
                    .findFirst()
                    .orElseThrow(() -> notBuilt(target));
        } catch (IOException missing) {
            throw notBuilt(target);
        } catch (UncheckedIOException unreadable) {
            throw new StartFailed("cannot read " + target + ": " + unreadable.getMessage());
        }
    }

    private static boolean isJar(Program program, String name) {
        return name.startsWith(program.artifact + "-") && name.endsWith(".jar") && !name.contains("-sources");
    }

    private static StartFailed notBuilt(Path target) {
        return new StartFailed("there is no program in " + target + "; build it with: mvn -DskipTests package");
    }
}
