/** The wire between agents and coordinators: messages, their versioned codec, and the link that carries them. */
@NullMarked
package dev.outrider.fleet;

import org.jspecify.annotations.NullMarked;
