package dev.outrider.agent.assignment;

import dev.outrider.fleet.Codec;
import dev.outrider.fleet.Malformed;
import dev.outrider.fleet.Plan;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The plan on this agent's disk, {@code plan.json}, and the folder of its bundles beside it. */
public final class PlanFiles {
    private static final Logger log = LoggerFactory.getLogger(PlanFiles.class);

    private static final String PLAN = "plan.json";

    private final Path directory;

    public PlanFiles(Path directory) {
        this.directory = directory;
    }

    BundleFiles bundles() {
        return new BundleFiles(directory.resolve("bundles"));
    }

    /** The plan that was kept last; empty when there never was one, or it cannot be read any more. */
    Optional<Plan> plan() {
        return read(directory.resolve(PLAN), Codec::plan);
    }

    void keep(Plan newer) {
        SafeFile.write(directory, PLAN, Codec.encode(newer));
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
