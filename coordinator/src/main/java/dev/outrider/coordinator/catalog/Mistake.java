package dev.outrider.coordinator.catalog;

import dev.outrider.source.Problem;

/**
 * What is wrong in the catalog.
 *
 * @param rendered with its line and a caret, as the author's command prints it
 */
public record Mistake(Problem problem, String rendered) {}
