/** Non-up stretches to the incidents that they are. Pure so far: opening, acknowledging and telling come on top. */
@NullMarked
package dev.outrider.coordinator.incident;

import org.jspecify.annotations.NullMarked;
