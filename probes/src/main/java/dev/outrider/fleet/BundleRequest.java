package dev.outrider.fleet;

import java.util.List;

/**
 * Asks for bundles.
 *
 * @param digests their SHA-256, in hex, the most urgent first
 * @param largest bytes that the agent has room for in one
 */
public record BundleRequest(List<String> digests, long largest) implements Message {
    public BundleRequest {
        digests = List.copyOf(digests);
    }
}
