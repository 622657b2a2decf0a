/** One stream of events to many listeners: numbered, kept for a while, and never held up by one who is slow. */
@NullMarked
package dev.outrider.coordinator.stream;

import org.jspecify.annotations.NullMarked;
