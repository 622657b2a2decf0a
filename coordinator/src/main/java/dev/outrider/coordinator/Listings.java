package dev.outrider.coordinator;

import dev.outrider.coordinator.api.Views.Listed;
import dev.outrider.coordinator.api.Views.Listing;
import dev.outrider.coordinator.catalog.Catalog;
import dev.outrider.coordinator.catalog.Entry;
import dev.outrider.coordinator.catalog.Version;
import dev.outrider.coordinator.catalog.Watch;
import dev.outrider.journey.Journey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** The catalog as the API shows it. */
final class Listings {
    private final Catalog catalog;
    private final boolean oneEnvironment;

    /** With one environment a journey is called by its id alone. */
    Listings(Catalog catalog, boolean oneEnvironment) {
        this.catalog = catalog;
        this.oneEnvironment = oneEnvironment;
    }

    Listing all() {
        return new Listing(
                catalog.entries().values().stream()
                        .flatMap(entry -> listed(entry).stream())
                        .toList(),
                catalog.mistakes());
    }

    Optional<Listed> listed(Watch watch) {
        return Optional.ofNullable(catalog.entries().get(watch)).flatMap(this::listed);
    }

    private Optional<Listed> listed(Entry entry) {
        return catalog.version(entry.watch()).map(version -> listed(entry, version));
    }

    private Listed listed(Entry entry, Version version) {
        Journey journey = entry.journey();
        return new Listed(
                id(entry.watch()),
                entry.watch(),
                journey.title(),
                journey.owner().team(),
                journey.service(),
                journey.tags(),
                version.interval(),
                version.regions(),
                version.quorum().text(),
                journey.mutates(),
                version.digest(),
                entry.file(),
                version.from());
    }

    /** All that was ever watched, by the ids of the pages: what is off keeps its history. */
    Map<String, Watch> watches() {
        Map<String, Watch> watches = new LinkedHashMap<>();
        new TreeSet<>(catalog.watches()).forEach(watch -> watches.put(id(watch), watch));
        return watches;
    }

    private String id(Watch watch) {
        return oneEnvironment ? watch.journey() : watch.toString();
    }

    List<String> regions() {
        return catalog.regions();
    }
}
