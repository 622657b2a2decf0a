package dev.outrider.fleet;

import java.util.List;
import java.util.Map;

/**
 * Bundles that were asked for: as many as make a message of a sensible size, in the order in which they were asked for.
 *
 * @param refused of those that cannot be had, digest to a sentence that says why
 */
public record BundleReply(List<Bundle> bundles, Map<String, String> refused) implements Message {
    public BundleReply {
        bundles = List.copyOf(bundles);
        refused = Map.copyOf(refused);
    }
}
