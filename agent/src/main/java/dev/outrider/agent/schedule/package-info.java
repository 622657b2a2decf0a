/** When each journey runs: its slots, and one virtual thread a run. */
@NullMarked
package dev.outrider.agent.schedule;

import org.jspecify.annotations.NullMarked;
