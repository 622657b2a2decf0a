/** The process that looks from a region: wiring on one page. */
@NullMarked
package dev.outrider.agent;

import org.jspecify.annotations.NullMarked;
