package dev.outrider.script;

import java.util.Collection;
import java.util.Map;

/**
 * The environments that a script must work in.
 *
 * @param byPath by the path of their files, as far as they could be read
 * @param complete false when one is missing and its author knows: then nothing is said of names that are not there
 */
record Wanted(Map<String, Environment> byPath, boolean complete) {
    Collection<Environment> all() {
        return byPath.values();
    }
}
