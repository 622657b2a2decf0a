package dev.outrider.run.http;

/**
 * Where bodies are kept.
 *
 * @param limit of each, in bytes
 * @param share out of which they are kept
 */
record Room(int limit, Share share) {}
