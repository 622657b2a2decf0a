/** What the outside sees: the HTTP API, the live stream, metrics, and the pages. It only reads. */
@NullMarked
package dev.outrider.coordinator.api;

import org.jspecify.annotations.NullMarked;
