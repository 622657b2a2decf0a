/** The fleet as processes: broken, killed, cut off, and compared with what the shop itself saw. */
@NullMarked
package dev.outrider.e2e;

import org.jspecify.annotations.NullMarked;
