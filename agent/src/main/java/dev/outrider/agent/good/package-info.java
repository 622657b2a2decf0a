/** Keeps what was said in the last run that passed, for comparison with the one that fails. */
@NullMarked
package dev.outrider.agent.good;

import org.jspecify.annotations.NullMarked;
