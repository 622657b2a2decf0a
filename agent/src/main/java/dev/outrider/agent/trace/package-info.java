/** A finished run as a trace, for whoever collects traces; a collector that is away costs traces, never a run or its result. */
@NullMarked
package dev.outrider.agent.trace;

import org.jspecify.annotations.NullMarked;
