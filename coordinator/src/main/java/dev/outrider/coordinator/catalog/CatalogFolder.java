package dev.outrider.coordinator.catalog;

import dev.outrider.coordinator.store.StoreException;
import dev.outrider.fleet.Bundle;
import dev.outrider.fleet.Bundles;
import dev.outrider.script.Compiled;
import dev.outrider.script.Sources;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directory that a catalog follows. It is compared by content, which works on every file system, and a change is taken
 * when it has stood still from one look to the next: a file may be half written.
 */
public final class CatalogFolder {
    private static final Logger log = LoggerFactory.getLogger(CatalogFolder.class);

    private final Path directory;
    private final Judging judging;
    private final Catalog catalog;
    private @Nullable Sources seen;
    private @Nullable Sources taken;
    private boolean readable = true;

    public CatalogFolder(Path directory, Judging judging, Catalog catalog) {
        this.directory = directory;
        this.judging = judging;
        this.catalog = catalog;
    }

    /**
     * Takes what is there, for the first time.
     *
     * @throws StoreException when it cannot be stored
     * @throws UncheckedIOException when the directory cannot be read
     */
    public void open() {
        Sources sources = Sources.of(directory);
        take(sources);
    }

    /** Looks again. A directory that cannot be read changes nothing, and nor does one whose change cannot be stored. */
    public void look() {
        try {
            Sources now = Sources.of(directory);
            told(true, "");
            if (!now.equals(taken) && now.equals(seen)) {
                take(now);
            }
            seen = now;
        } catch (UncheckedIOException failed) {
            told(false, String.valueOf(failed.getMessage()));
        } catch (StoreException failed) {
            log.warn("the catalog stays as it is: {}", failed.getMessage());
        }
    }

    private void take(Sources sources) {
        catalog.apply(Scripts.read(sources, judging), CatalogFolder::revive);
        taken = sources;
    }

    private static Optional<Entry> revive(Bundle bundle, String file) {
        return switch (Bundles.compile(bundle)) {
            case Compiled.Ready ready ->
                ready.journey(bundle.journey())
                        .map(journey ->
                                new Entry(new Watch(bundle.journey(), bundle.environment()), journey, bundle, file));
            case Compiled.Rejected rejected -> Optional.empty();
        };
    }

    private void told(boolean now, String why) {
        if (readable && !now) {
            log.warn("the catalog in {} cannot be read, and stays as it was: {}", directory, why);
        } else if (!readable && now) {
            log.info("the catalog in {} can be read again", directory);
        }
        readable = now;
    }
}
