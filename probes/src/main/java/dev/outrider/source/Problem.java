package dev.outrider.source;

import java.util.Optional;

/**
 * One mistake of an author: what is wrong, where, and what to write instead.
 *
 * @param label what stands beside the caret; may be empty
 * @param hint what stands below it, after {@code =}
 */
public record Problem(Severity severity, Place place, String message, String label, Optional<String> hint) {
    /** An error keeps a script from running; a warning does not. */
    public enum Severity {
        ERROR,
        WARNING
    }
}
