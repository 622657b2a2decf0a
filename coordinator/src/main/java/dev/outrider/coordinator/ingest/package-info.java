/** Batches in, committed before they are acknowledged. */
@NullMarked
package dev.outrider.coordinator.ingest;

import org.jspecify.annotations.NullMarked;
