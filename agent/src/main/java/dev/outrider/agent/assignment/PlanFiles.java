package dev.outrider.agent.assignment;

import dev.outrider.fleet.Bundle;
import dev.outrider.fleet.Codec;
import dev.outrider.fleet.Malformed;
import dev.outrider.fleet.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The plan and its bundles on this agent's disk: {@code plan.json}, {@code bundles/DIGEST.json}. */
public final class PlanFiles {
    private static final Logger log = LoggerFactory.getLogger(PlanFiles.class);

    private static final String PLAN = "plan.json";

    private final Path directory;
    private final Path bundles;

    public PlanFiles(Path directory) {
        this.directory = directory;
        this.bundles = directory.resolve("bundles");
    }

    /** The plan that was kept last; empty when there never was one, or it cannot be read any more. */
    Optional<Plan> plan() {
        return read(directory.resolve(PLAN), Codec::plan);
    }

    void keep(Plan newer) {
        SafeFile.write(directory, PLAN, Codec.encode(newer));
    }

    Optional<Bundle> bundle(String digest) {
        return read(file(digest), Codec::bundle);
    }

    boolean has(String digest) {
        return Files.exists(file(digest));
    }

    void keep(Bundle bundle) {
        SafeFile.write(bundles, name(bundle.digest()), Codec.encode(bundle));
    }

    /** Deletes the bundles that no plan needs any more. */
    void forgetAllBut(Set<String> digests) {
        if (!Files.isDirectory(bundles)) {
            return;
        }
        try (Stream<Path> files = Files.list(bundles)) {
            for (Path file : files.toList()) {
                if (!digests.contains(file.getFileName().toString().replace(".json", ""))) {
                    Files.delete(file);
                }
            }
        } catch (IOException stays) {
            log.warn("could not clear {}: {}", bundles, stays.getMessage());
        }
    }

    private Path file(String digest) {
        return bundles.resolve(name(digest));
    }

    /** A digest comes from outside and names a file: hex, or nothing that exists. */
    private static String name(String digest) {
        return digest.matches("[0-9a-f]{64}") ? digest + ".json" : "none";
    }

    private static <T> Optional<T> read(Path file, Function<byte[], T> reader) {
        try {
            return SafeFile.read(file).map(reader);
        } catch (Malformed damaged) {
            log.warn("{} is damaged and ignored: {}", file, damaged.getMessage());
            return Optional.empty();
        }
    }
}
