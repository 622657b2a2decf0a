/** From the spool to the coordinator, at least once; and the heartbeat, which brings plans and the time. */
@NullMarked
package dev.outrider.agent.deliver;

import org.jspecify.annotations.NullMarked;
