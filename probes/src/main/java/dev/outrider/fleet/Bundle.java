package dev.outrider.fleet;

import java.util.Map;

/**
 * All that is needed to run a journey somewhere else, under its SHA-256: one compiler judges everywhere.
 *
 * @param digest SHA-256, in hex, over the canonical encoding of the rest
 * @param script path of the journey's file in {@code files}
 * @param environment its name
 * @param files path to text: the script, its fragments, and the environment with only the values it uses
 */
public record Bundle(String digest, String journey, String environment, String script, Map<String, String> files) {
    public Bundle {
        files = Map.copyOf(files);
    }

    /** Of its texts, in characters. */
    public long length() {
        return files.values().stream().mapToLong(String::length).sum();
    }
}
