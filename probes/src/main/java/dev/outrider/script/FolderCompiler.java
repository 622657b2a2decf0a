package dev.outrider.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Compiles many scripts of the same sources, each in several environments: once for all environments that differ in their
 * values only. Safe for any thread.
 */
public final class FolderCompiler {
    private final Sources sources;
    private final Map<String, Environments> byFolder = new ConcurrentHashMap<>();

    public FolderCompiler(Sources sources) {
        this.sources = sources;
    }

    /** What {@link Compiler#compile} makes of it in each of them, in their order. */
    public List<Compiled> compile(String path, List<String> environments) {
        Environments near = near(path);
        List<Compiled> all = new ArrayList<>();
        for (String environment : environments) {
            all.add(alike(near.named(environment), all)
                    .orElseGet(() -> Compiler.compile(sources, path, Optional.of(environment), () -> near)));
        }
        return all;
    }

    private Environments near(String path) {
        return byFolder.computeIfAbsent(
                path.substring(0, path.lastIndexOf('/') + 1), folder -> Environments.near(folder, sources));
    }

    private static Optional<Compiled> alike(Wanted wanted, List<Compiled> compiled) {
        return wanted.all().stream()
                .findFirst()
                .flatMap(environment -> compiled.stream()
                        .filter(Compiled.Ready.class::isInstance)
                        .map(Compiled.Ready.class::cast)
                        .filter(ready -> ready.environment().shape().equals(environment.shape()))
                        .findFirst()
                        .map(ready ->
                                new Compiled.Ready(ready.journeys(), environment, ready.warnings(), ready.files())));
    }
}
