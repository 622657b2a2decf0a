/** The process with the global view: wiring on one page. */
@NullMarked
package dev.outrider.coordinator;

import org.jspecify.annotations.NullMarked;
