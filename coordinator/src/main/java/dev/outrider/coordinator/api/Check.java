package dev.outrider.coordinator.api;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * Something that must be well for the coordinator to be ready.
 *
 * @param trouble a sentence while it is not
 */
public record Check(String name, Supplier<Optional<String>> trouble) {}
