package dev.outrider.run.http;

import java.util.function.Predicate;

/**
 * What a customer keeps to itself where a redirect leads elsewhere.
 *
 * @param key whether a header of this name opens a door: it is for the origin that was asked
 * @param ours whether it is the agent's own: it is for the site that was asked
 * @param tells whether a text holds a secret
 */
public record Discretion(Predicate<String> key, Predicate<String> ours, Predicate<String> tells) {
    /** Of one who knows no secret. */
    public static final Discretion NONE = new Discretion(name -> false, name -> false, text -> false);
}
