package dev.outrider.fleet;

import java.util.Optional;

/**
 * Who says so: the event bus itself does not tell.
 *
 * @param store whose plan the agent holds
 * @param keyId first 16 hex digits of the SHA-256 of the agent's public key
 * @param signature Ed25519 over the payload, in base 64
 */
public record Signed(String agent, Optional<String> store, String keyId, String signature) {}
