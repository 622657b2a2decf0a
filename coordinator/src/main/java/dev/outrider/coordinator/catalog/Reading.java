package dev.outrider.coordinator.catalog;

import java.util.List;
import java.util.Set;

/**
 * What the catalog's directory said at one moment.
 *
 * @param broken files that cannot run, whose last good version goes on
 */
record Reading(List<Entry> entries, Set<String> broken, List<Mistake> mistakes) {
    Reading {
        entries = List.copyOf(entries);
        broken = Set.copyOf(broken);
        mistakes = List.copyOf(mistakes);
    }
}
