/** A history from a file alone, by the same functions that the coordinator runs. */
@NullMarked
package dev.outrider.coordinator.replay;

import org.jspecify.annotations.NullMarked;
