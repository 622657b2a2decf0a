package dev.outrider.fleet;

/** Asks for the bundle with this SHA-256, in hex. */
public record BundleRequest(String digest) implements Message {}
