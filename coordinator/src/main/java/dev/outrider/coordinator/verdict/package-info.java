/** Runs of a region to its state, regions to the world, by quorum and electorate: pure functions, no clock, no I/O. */
@NullMarked
package dev.outrider.coordinator.verdict;

import org.jspecify.annotations.NullMarked;
