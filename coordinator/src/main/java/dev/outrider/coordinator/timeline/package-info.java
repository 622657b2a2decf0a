/**
 * State segments, kept for ever: settled as results are committed, a window at a time, and settled again when late ones
 * come. At every instant they equal the whole history that {@code verdict} would make of all that is stored.
 */
@NullMarked
package dev.outrider.coordinator.timeline;

import org.jspecify.annotations.NullMarked;
