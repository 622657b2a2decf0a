package dev.outrider.cli;

import dev.outrider.script.Compiled;
import dev.outrider.script.Compiler;
import dev.outrider.script.Sources;
import dev.outrider.source.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A script and the files around it.
 *
 * @param folder before every path, as the author typed it
 */
record Script(String folder, Sources sources, String path) {
    /** Scripts of a folder that are named where one is wanted. */
    private static final int LISTED = 10;

    static List<Script> in(Path folder) {
        Sources sources = Sources.of(folder);
        String prefix = folder.toString().equals(".") || folder.toString().isEmpty() ? "" : folder + "/";
        return sources.all().stream()
                .map(path -> new Script(prefix, sources, path))
                .toList();
    }

    /** With the environments that are beside or above it. */
    static Script of(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        Path root = Sources.rootOf(absolute);
        String path = root.relativize(absolute).toString().replace('\\', '/');
        String typed = file.toString();
        String prefix = typed.endsWith(path) ? typed.substring(0, typed.length() - path.length()) : root + "/";
        return new Script(prefix, Sources.of(root, absolute), path);
    }

    /** Why this is no script that could be taken alone. */
    static String absent(Path file) {
        return Files.isDirectory(file)
                ? file + " is a folder, and this takes one script" + runnable(file)
                : "there is no file " + file;
    }

    /** Those of a folder that are journeys or checks, a line each. */
    private static String runnable(Path folder) {
        List<String> scripts = in(folder).stream()
                .filter(script -> script.sources()
                        .text(script.path())
                        .filter(text -> text.matches("(?ms).*^(journey|checks):.*"))
                        .isPresent())
                .map(script -> script.folder() + script.path())
                .toList();
        return scripts.isEmpty()
                ? ": there is none in it; 'outrider init " + folder + "' begins with one"
                : ":"
                        + scripts.stream()
                                .limit(LISTED)
                                .map(script -> "\n  " + script)
                                .collect(Collectors.joining())
                        + (scripts.size() > LISTED ? "\n  and " + (scripts.size() - LISTED) + " more" : "");
    }

    /** The names of the environments that it can run in. */
    List<String> environments() {
        return sources.files().keySet().stream()
                .filter(file -> file.matches("environments/[^/]+\\.ya?ml"))
                .sorted()
                .map(file -> Compiler.compile(sources, file, Optional.empty()))
                .flatMap(compiled -> compiled instanceof Compiled.Ready ready
                        ? Stream.of(ready.environment().name())
                        : Stream.empty())
                .toList();
    }

    /** In no environment of its own: it must work in all. */
    Compiled compiled() {
        return Compiler.compile(sources, path, Optional.empty());
    }

    Compiled compiled(String environment) {
        return Compiler.compile(sources, path, Optional.of(environment));
    }

    Told tell(Problem problem) {
        String text = sources.text(problem.place().file()).orElse("");
        Problem outside = problem.in(folder);
        return new Told(outside, outside.render(text));
    }

    /** A problem as the author sees its file. */
    record Told(Problem problem, String rendered) {}
}
