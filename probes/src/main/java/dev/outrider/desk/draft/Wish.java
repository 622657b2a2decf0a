package dev.outrider.desk.draft;

import java.util.Set;

/**
 * What the author wants of a draft.
 *
 * @param id the journey's
 * @param environment the name of the environment that holds what was lifted out
 * @param headers names of request headers to keep that a browser sends by itself, in small letters
 * @param source what it was made of, for its first line
 */
public record Wish(String id, String owner, String environment, Set<String> headers, String source) {
    public Wish {
        headers = Set.copyOf(headers);
    }
}
